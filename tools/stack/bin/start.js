// `npm start`: builds what changed, then runs the whole platform in this process. Plain JavaScript that any Node can
// read, so that a machine with too old a Node is told so in one line instead of a syntax error.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 9)) {
  console.error(`Bulkhead needs Node 24.9 or newer; this is ${process.versions.node}.`);
  console.error('On Linux x64 `npm ci` brings it along (run `npm ci`, then `npm start`); elsewhere install Node 24.');
  process.exit(2);
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
if (!process.argv.includes('--no-build')) {
  const build = spawnSync(
    process.execPath,
    [`${root}node_modules/nx/dist/bin/nx.js`, 'run', 'bulkhead:build:compile', '--outputStyle=static'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' },
    },
  );
  if (build.status !== 0) {
    console.error(`${build.stdout}${build.stderr}`);
    process.exit(1);
  }
  console.log('  built');
}

const { main } = await import('../dist/main.js');
await main(process.argv.slice(2));
