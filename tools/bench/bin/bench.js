// `npm run bench`: builds what changed, then measures the built product. Plain JavaScript, so that a machine with too
// old a Node is told so in one line.
import { prepare } from '../../stack/bin/prepare.js';

const words = process.argv.slice(2);
prepare(words);
const { main } = await import('../src/main.ts');
await main(words.filter((word) => word !== '--no-build'));
