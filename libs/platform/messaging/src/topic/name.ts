/** The dead-letter topic of a topic for one consumer group. */
export function deadLetterTopic(topic: string, group: string): string {
  return `${topic}.${group}.dlq`;
}

/** The topic where a consumer group's failed messages wait `delayMs` for their next attempt. */
export function retryTopic(topic: string, group: string, delayMs: number): string {
  return `${topic}.${group}.retry.${delayLabel(delayMs)}`;
}

function delayLabel(millis: number): string {
  if (millis >= 60_000 && millis % 60_000 === 0) return `${millis / 60_000}m`;
  if (millis >= 1_000 && millis % 1_000 === 0) return `${millis / 1_000}s`;
  return `${millis}ms`;
}
