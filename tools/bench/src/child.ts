// One bench in a process of its own, so that none inherits the heap of another. Its rows go to the parent.
import { BENCHES } from './list.ts';

const bench = BENCHES.find(({ name }) => name === process.argv[2]);
if (bench === undefined || process.send === undefined) throw new Error('child.ts is started by main.ts');
const rows = await bench.run();
process.send(rows, () => process.exit(0));
