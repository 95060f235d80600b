/** What may be turned; the defaults are for production. All times in milliseconds. */
export interface Tuning {
  /** Waits of the retry topics, shortest first; a topic each. */
  readonly retryDelaysMs: readonly number[];
  /** Waits between attempts in place. */
  readonly inPlaceDelaysMs: readonly number[];
  /** The background lane waits while more interactive messages than this wait. */
  readonly interactiveBacklog: number;
  /** How often the group's interactive lag is asked for, when there is a background lane. */
  readonly lagPollMs: number;
  /** How often the relay looks without a nudge. */
  readonly relayPollMs: number;
  /** How long another relay waits before it takes over from one that went silent. */
  readonly relayLeaseMs: number;
  /** Above this age of the oldest waiting event the service is not ready. */
  readonly relayLagMs: number;
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
  /** How long handlers may finish when the service stops. */
  readonly drainMs: number;
  /** How long topics keep messages. */
  readonly retentionMs: number;
  /** How long dead-letter topics, their listing and the claims they refer to are kept. */
  readonly deadLetterRetentionMs: number;
  /** How long published outbox rows are kept. */
  readonly outboxRetentionMs: number;
  /** How long the inbox remembers: longer than a message can come back. */
  readonly inboxRetentionMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

export const DEFAULT_TUNING: Tuning = {
  retryDelaysMs: [10 * SECOND, MINUTE, 10 * MINUTE],
  inPlaceDelaysMs: [200, SECOND, 5 * SECOND, 15 * SECOND, MINUTE],
  interactiveBacklog: 0,
  lagPollMs: 2 * SECOND,
  relayPollMs: 500,
  relayLeaseMs: 3 * SECOND,
  relayLagMs: 30 * SECOND,
  sessionTimeoutMs: 30 * SECOND,
  heartbeatMs: 3 * SECOND,
  drainMs: 20 * SECOND,
  retentionMs: 7 * DAY,
  deadLetterRetentionMs: 30 * DAY,
  outboxRetentionMs: DAY,
  inboxRetentionMs: 38 * DAY,
};
