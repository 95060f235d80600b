// `npm start`: builds what changed, then runs the whole platform in this process.
import { prepare } from './prepare.js';

const words = process.argv.slice(2);
prepare(words);
const { main } = await import('../dist/main.js');
await main(words);
