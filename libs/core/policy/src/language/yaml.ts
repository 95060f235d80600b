import { messageOf } from '@bulkhead/core-base';
import { LineCounter, isAlias, parseAllDocuments, visit } from 'yaml';
import type { Document } from 'yaml';
import type { PolicyProblem, PolicyProblemCode } from '../vocabulary.ts';

/** Bounds on what is read at all. */
export const POLICY_LIMITS = {
  /** UTF-16 units of one text. */
  length: 512 * 1024,
  /** Documents in one text. */
  documents: 200,
  /** Problems that are listed. */
  problems: 50,
} as const;

/** A YAML document as plain JSON, and where its members stand in the text. */
export interface YamlReading {
  readonly value: unknown;
  /** The problem with its place: of the member at `path`, or of the nearest one around it. */
  at(path: readonly PropertyKey[], code: PolicyProblemCode, message: string): PolicyProblem;
}

export type YamlResult = { readonly readings: readonly YamlReading[]; readonly problems: readonly PolicyProblem[] };

/**
 * Reads YAML 1.2 (JSON is YAML). Refused: texts over the bound, keys given twice, aliases (a few of them make a document
 * of any size) and nesting that a stack cannot hold. Documents before and after a broken one are read.
 */
export function readYaml(text: string): YamlResult {
  if (text.length > POLICY_LIMITS.length) {
    return nothing('POLICY_TOO_LARGE', `the text is longer than ${POLICY_LIMITS.length / 1024} KiB`);
  }
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, {
      uniqueKeys: true,
      lineCounter: lines,
      logLevel: 'error',
      prettyErrors: false,
    });
    if (documents.length > POLICY_LIMITS.documents) {
      return nothing('POLICY_TOO_LARGE', `there are more than ${POLICY_LIMITS.documents} documents in the text`);
    }
    return readDocuments(documents as Document.Parsed[], lines);
  } catch (error) {
    return nothing('POLICY_NOT_YAML', `the text cannot be read: ${messageOf(error)}`);
  }
}

function readDocuments(documents: readonly Document.Parsed[], lines: LineCounter): YamlResult {
  const readings: YamlReading[] = [];
  const problems: PolicyProblem[] = [];
  for (const document of documents) {
    const found = documentProblems(document, lines);
    problems.push(...found);
    if (found.length > 0) continue;
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    if (value === null && documents.length > 1) continue;
    readings.push({
      value,
      at: (path, code, message) => ({ code, message, path: pathText(path), ...placeOf(document, path, lines) }),
    });
  }
  return { readings, problems: problems.slice(0, POLICY_LIMITS.problems) };
}

function documentProblems(document: Document.Parsed, lines: LineCounter): PolicyProblem[] {
  // A warning is a tag nobody knows: what it would mean is not what we would read.
  const problems = [...document.errors, ...document.warnings].map((error): PolicyProblem => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { code: 'POLICY_NOT_YAML', message: error.message, path: '', line, column: col };
  });
  visit(document, (_key, node) => {
    if (!isAlias(node)) return undefined;
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    problems.push({
      code: 'POLICY_ALIAS',
      message: 'aliases are not read in a policy; write it out',
      path: '',
      line,
      column: col,
    });
    return visit.BREAK;
  });
  return problems;
}

function placeOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  lines: LineCounter,
): { line: number; column: number } {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node =
      depth === 0
        ? document.contents
        : (document.getIn(path.slice(0, depth) as unknown[], true) as { range?: readonly number[] } | undefined);
    const start = node?.range?.[0];
    if (start !== undefined) {
      const { line, col } = lines.linePos(start);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}

/** `spec.rules[0].all` */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text;
}

function nothing(code: PolicyProblemCode, message: string): YamlResult {
  return { readings: [], problems: [{ code, message, path: '', line: 1, column: 1 }] };
}
