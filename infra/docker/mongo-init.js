// Run once by compose with mongosh: makes the replica set (transactions need one) and the user of the services.
/* global db, rs, sleep, print */
const DATABASES = ['ingestion', 'scanning', 'policy', 'hardening', 'incident_response', 'gateway'];
const PATIENCE_MS = 60_000;

try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] });
}
const end = Date.now() + PATIENCE_MS;
while (!db.hello().isWritablePrimary) {
  if (Date.now() > end) throw new Error('the replica set has no primary');
  sleep(500);
}
const admin = db.getSiblingDB('admin');
const roles = DATABASES.map((name) => ({ role: 'readWrite', db: `bulkhead_${name}` }));
const pwd = process.env.MONGO_PASSWORD;
if (admin.getUser('bulkhead') === null) admin.createUser({ user: 'bulkhead', pwd, roles });
else admin.updateUser('bulkhead', { pwd, roles });
print('replica set and user are there');
