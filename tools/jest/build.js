// Scenarios start the product as its users do, from dist: a fresh clone has to have one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export default function build() {
  const tool = fileURLToPath(new URL('../build/src/main.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [tool], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
}
