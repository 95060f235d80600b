// Builds every package: TypeScript in src becomes JavaScript in dist, file by file, and the data beside it is copied.
// Types are checked by `npm run check:types`; splitting the two keeps `npm start` on a fresh clone at a few seconds.
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../../..');
const PACKAGES = [
  'libs/core/*',
  'libs/engine/*',
  'libs/contracts',
  'libs/platform/*',
  'libs/embedded/*',
  'libs/testing',
  'services/*',
  'clients/*',
  'tools/stack',
];
const COPIED = new Set(['.graphql', '.json', '.yaml', '.html', '.css', '.js', '.txt', '.tsv']);

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), (path) => readFileSync(path, 'utf8'));
  return { ...ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT).options, module: ts.ModuleKind.ESNext };
}

function isShipped(path: string): boolean {
  return !/\.(?:spec|suite|e2e)\.ts$|\/__fixtures__\//.test(path);
}

function isStale(source: string, target: string): boolean {
  return !existsSync(target) || statSync(source).mtimeMs > statSync(target).mtimeMs;
}

function emit(source: string, target: string, options: ts.CompilerOptions): void {
  const { outputText, sourceMapText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: options,
    fileName: relative(dirname(target), source),
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
  if (sourceMapText !== undefined) writeFileSync(`${target}.map`, sourceMapText);
}

function buildPackage(folder: string, options: ts.CompilerOptions): number {
  const source = join(folder, 'src');
  const wanted = new Set<string>();
  let written = 0;
  for (const name of globSync('**/*', { cwd: source })) {
    const from = join(source, name);
    if (!isShipped(from) || !statSync(from).isFile()) continue;
    const isTypeScript = extname(name) === '.ts';
    if (!isTypeScript && !COPIED.has(extname(name))) continue;
    const to = join(folder, 'dist', isTypeScript ? name.replace(/\.ts$/, '.js') : name);
    wanted.add(to);
    if (!isStale(from, to)) continue;
    if (isTypeScript) emit(from, to, options);
    else cpSync(from, to);
    written += 1;
  }
  removeLeftovers(join(folder, 'dist'), wanted);
  return written;
}

/** A file that was deleted in src must not live on in dist. */
function removeLeftovers(dist: string, wanted: ReadonlySet<string>): void {
  if (!existsSync(dist)) return;
  for (const name of globSync('**/*', { cwd: dist })) {
    const path = join(dist, name);
    if (statSync(path).isFile() && !wanted.has(path.replace(/\.map$/, ''))) rmSync(path);
  }
}

function main(): void {
  const started = performance.now();
  const options = compilerOptions();
  let written = 0;
  const folders = PACKAGES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort();
  for (const folder of folders) written += buildPackage(join(ROOT, folder), options);
  console.log(`built ${written} files of ${folders.length} packages in ${Math.round(performance.now() - started)} ms`);
}

main();
