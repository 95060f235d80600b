/** The error codes of MongoDB that this engine answers with; names and numbers are MongoDB's (error_codes.yml). */
export const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConflict: 112,
  CommandNotSupported: 115,
  CursorInUse: 143,
  ExceededMemoryLimit: 146,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  TransactionTooOld: 225,
  InvalidIndexSpecificationOption: 197,
  NotImplemented: 238,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  TransactionTooLarge: 257,
  OperationNotSupportedInTransaction: 263,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Location15956: 15956,
  Location15958: 15958,
  Location16410: 16410,
  Location31254: 31254,
  Location13113: 13113,
  Location15981: 15981,
  Location31325: 31325,
  Location40081: 40081,
  Location40323: 40323,
  Location40324: 40324,
  Location40353: 40353,
  Location40415: 40415,
  Location50840: 50840,
  Location51183: 51183,
} as const;
export type CodeName = keyof typeof CODES;

export interface ServerErrorOptions {
  /** Error labels of the driver specifications, `TransientTransactionError` and its kin. */
  readonly labels?: readonly string[];
  /** Further fields of the reply or of the write error, such as keyPattern and keyValue. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** An error a MongoDB client gets: code, code name, message, labels. Never leaves the engine as a JavaScript error. */
export class ServerError extends Error {
  readonly codeName: CodeName;
  readonly labels: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(codeName: CodeName, message: string, options: ServerErrorOptions = {}) {
    super(message);
    this.name = 'ServerError';
    this.codeName = codeName;
    this.labels = options.labels ?? [];
    this.fields = options.fields ?? {};
  }

  get code(): number {
    return CODES[this.codeName];
  }
}

/** A conflict that a driver answers by running the whole transaction again. */
export function transient(codeName: CodeName, message: string): ServerError {
  return new ServerError(codeName, message, { labels: ['TransientTransactionError'] });
}

/** What this engine does not do, said by name; never a silent ignore. */
export function refused(what: string, codeName: CodeName = 'NotImplemented'): ServerError {
  return new ServerError(codeName, `${what} is not supported by the embedded engine; use MongoDB for it`);
}
