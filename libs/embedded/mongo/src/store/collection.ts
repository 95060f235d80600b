import type { Filter } from '../query/filter.ts';
import type { FieldNames } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';
import type { KeyField } from '../value/index-key.ts';

/** One index: its specification as `listIndexes` shows it, and what the engine needs of it. */
export interface IndexInfo {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  readonly fields: readonly KeyField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Filter | null;
  /** Seconds after the date in the first field, or null. */
  readonly expireAfterSeconds: number | null;
  /** Some document has several keys in it. Only ever becomes true. */
  readonly multikey: boolean;
  readonly table: string;
}

/** One collection as the catalog has it. Replaced, never changed in place. */
export interface CollectionInfo {
  readonly id: number;
  readonly name: string;
  readonly uuid: Buffer;
  /** Grows with every change to its indexes; transactions notice it. */
  readonly generation: number;
  readonly indexes: readonly IndexInfo[];
  readonly table: string;
  /** Top-level fields that any index looks at. */
  readonly indexedFields: FieldNames;
}

/** A stored document: its place and its bytes. */
export interface Row {
  readonly rid: number;
  readonly body: Buffer;
}

export const ID_INDEX: IndexInfo = {
  id: 0,
  name: '_id_',
  spec: { v: 2, key: { _id: 1 }, name: '_id_' },
  fields: [{ path: '_id', segments: ['_id'], direction: 1 }],
  unique: true,
  sparse: false,
  partial: null,
  expireAfterSeconds: null,
  multikey: false,
  table: '',
};

/** All indexes of a collection, `_id_` first. */
export function allIndexes(info: CollectionInfo): readonly IndexInfo[] {
  return [ID_INDEX, ...info.indexes];
}
