import { newClient } from './target.suite.ts';

/** A consumer to be killed: `<broker> <group> <topic>`; says what it saw, line by line. */
const [broker = '', groupId = '', topic = ''] = process.argv.slice(2);
const consumer = newClient([broker], { clientId: 'doomed' }).consumer({
  groupId,
  sessionTimeout: 6000,
  heartbeatInterval: 500,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  autoCommitThreshold: 1,
  eachMessage: async ({ message }) => void process.stdout.write(`saw ${String(message.value)}\n`),
});
