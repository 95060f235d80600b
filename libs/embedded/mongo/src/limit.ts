const MIB = 1024 * 1024;

/** Bounds of one engine. Sizes are bytes, times milliseconds. */
export const LIMITS = {
  maxBsonObjectSize: 16 * MIB,
  maxMessageSizeBytes: 48 * MIB,
  maxWriteBatchSize: 100_000,
  /** A batch ends here, or after its first document. MongoDB goes to 16 MiB; less keeps replies out of resident memory. */
  replyBatchBytes: 4 * MIB,
  firstBatch: 101,
  nestingDepth: 100,
  pipelineStages: 1000,
  indexesPerCollection: 64,
  fieldsPerIndex: 32,
  keysPerDocument: 10_000,
  cursors: 10_000,
  connections: 2_000,
  sessions: 10_000,
  /** Bytes of BSON that one blocking sort, group or join may hold. */
  blockingBytes: 100 * MIB,
  /** Bytes of BSON that one transaction may stage. */
  transactionBytes: 64 * MIB,
  /** A command without maxTimeMS, and one batch of a cursor. The engine has one thread. */
  commandMs: 120_000,
  cursorIdleMs: 10 * 60_000,
  sessionIdleMs: 30 * 60_000,
  transactionLifetimeMs: 60_000,
  ttlSweepMs: 60_000,
  orBranches: 64,
  inPoints: 2_000,
} as const;
