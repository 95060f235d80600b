// The entry point of the image: runs the service that the argument names.
const SERVICES = ['ingestion', 'scanning', 'policy', 'hardening', 'incident-response', 'gateway'];

const [service, ...rest] = process.argv.slice(2);
if (SERVICES.includes(service) && rest.length === 0) {
  await import(`./services/${service}/dist/main.js`);
} else {
  process.stderr.write(`usage: ${SERVICES.join(' | ')}\n`);
  process.exitCode = 2;
}
