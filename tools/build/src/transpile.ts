import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** A TypeScript file and the JavaScript file it becomes; the folder of the latter is there. */
export interface Job {
  readonly source: string;
  readonly target: string;
}

/** Turns each file into JavaScript with a source map beside it, file by file: types are not looked at. */
export function transpile(jobs: readonly Job[], root: string): void {
  const compilerOptions = optionsOf(root);
  for (const { source, target } of jobs) {
    const { outputText, sourceMapText } = ts.transpileModule(readFileSync(source, 'utf8'), {
      compilerOptions,
      fileName: relative(dirname(target), source),
    });
    if (sourceMapText !== undefined) writeFileSync(`${target}.map`, sourceMapText);
    writeFileSync(target, outputText);
  }
}

function optionsOf(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => readFileSync(path, 'utf8'));
  return { ...ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options, module: ts.ModuleKind.ESNext };
}
