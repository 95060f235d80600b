// `npm run start:services`: builds what changed, then runs every service as its own process.
import { prepare } from './prepare.js';

const words = process.argv.slice(2);
prepare(words);
const { main } = await import('../dist/start-services.js');
await main(words.filter((word) => word !== '--no-build'));
