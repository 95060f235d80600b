// What has to be true before a command of this folder may run. Plain JavaScript that any Node can read, so that a
// machine with too old a Node is told so in one line instead of a syntax error.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Ends the process when Node is too old or the build breaks; `--no-build` takes what is there. */
export function prepare(words) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 9)) {
    console.error(`Bulkhead needs Node 24.9 or newer; this is ${process.versions.node}.`);
    console.error(
      'On Linux x64 `npm ci` brings it along (run `npm ci`, then the command again); elsewhere install it.',
    );
    process.exit(2);
  }
  if (words.includes('--no-build')) return;
  // The build itself, not through Nx: it looks at what changed too, and Nx needs two seconds to say that nothing did.
  const build = spawnSync(process.execPath, [`${root}tools/build/src/main.ts`], { cwd: root, encoding: 'utf8' });
  if (build.status !== 0) {
    console.error(`${build.stdout}${build.stderr}`);
    process.exit(1);
  }
  console.log('  built');
}
