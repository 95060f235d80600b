/** Exit codes of every command: 0 fine, 1 a policy or a threshold says no, 2 an error, 3 nothing could be judged. */
export const EXIT = { fine: 0, refused: 1, error: 2, unknown: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the command line, a file or a server gave us cannot be used. */
export type CliFault =
  | 'USAGE'
  | 'FILE_UNREADABLE'
  | 'OUTPUT_UNWRITABLE'
  | 'POLICY_INVALID'
  | 'MANIFEST_INVALID'
  | 'NOTHING_TO_CHECK'
  | 'SERVER_UNREACHABLE'
  | 'SERVER_REFUSED'
  | 'TOKEN_MISSING'
  | 'TOKEN_IN_THE_CLEAR'
  | 'QUERY_FAILED'
  | 'TIMEOUT';
