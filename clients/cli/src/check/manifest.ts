import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Fault } from '@bulkhead/core-base';
import { readWorkload } from '@bulkhead/core-workload';
import type { Workload } from '@bulkhead/core-workload';
import { parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import type { CliFault } from '../exit.ts';

/** A manifest larger than this is none that anybody wrote. */
const SIZE_LIMIT = 16 * 1024 * 1024;
const DOCUMENT_LIMIT = 1_000;
/** An alias can make a small file large beyond measure. */
const NO_ALIASES = { maxAliasCount: 0 };

export interface ReadManifest {
  readonly workloads: readonly Workload[];
  /** Documents that hold no pods: not judged, and said. */
  readonly skipped: readonly string[];
}

/** Reads the workloads of a manifest file, or of standard input for `-`. Faults FILE_UNREADABLE, MANIFEST_INVALID. */
export async function readManifest(path: string): Promise<ReadManifest> {
  const documents = parseAllDocuments(await textOf(path), { uniqueKeys: true });
  if (documents.length > DOCUMENT_LIMIT) throw invalid(path, `it has more than ${DOCUMENT_LIMIT} documents`);
  const workloads: Workload[] = [];
  const skipped: string[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) throw invalid(path, error.message);
    for (const object of unfold(toObject(path, document))) {
      const { workload, problems } = readWorkload(object);
      if (workload === undefined)
        skipped.push(problems[0] === undefined ? 'an empty document' : `${problems[0].path}: ${problems[0].message}`);
      else workloads.push(workload);
    }
  }
  return { workloads, skipped };
}

async function textOf(path: string): Promise<string> {
  try {
    const content = path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
    if (content.length > SIZE_LIMIT) throw invalid(path, `it is larger than ${SIZE_LIMIT} characters`);
    return content;
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault<CliFault>('invalid', 'FILE_UNREADABLE', `${path} cannot be read`, { cause });
  }
}

function toObject(path: string, document: Document.Parsed): unknown {
  try {
    return document.toJS(NO_ALIASES);
  } catch (cause) {
    throw new Fault<CliFault>('invalid', 'MANIFEST_INVALID', `${path} uses YAML aliases, which are not read`, {
      cause,
    });
  }
}

/** `kubectl get -o yaml` wraps objects in a List. */
function unfold(object: unknown): readonly unknown[] {
  if (object === null || object === undefined) return [];
  const { kind, items } = object as { kind?: unknown; items?: unknown };
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : [object];
}

function invalid(path: string, why: string): Fault<CliFault> {
  return new Fault('invalid', 'MANIFEST_INVALID', `${path} is no manifest: ${why.split('\n', 1)[0] ?? ''}`);
}
