const DONE = Symbol.for('bulkhead.messaging.negative-timeout-warnings-dropped');

/**
 * kafkajs 2.2.4 arms a timer with a negative delay on every connect (tulios/kafkajs#1751), which Node 24 warns about.
 * This drops exactly that warning, from exactly that caller; every other warning passes. Safe to call twice.
 */
export function dropNegativeTimeoutWarnings(): void {
  const marked = process as typeof process & { [DONE]?: boolean };
  if (marked[DONE] === true) return;
  marked[DONE] = true;
  const emit = process.emitWarning.bind(process) as (...parts: readonly unknown[]) => void;
  process.emitWarning = (...parts: readonly unknown[]): void => {
    if (parts[1] === 'TimeoutNegativeWarning' && calledByKafka()) return;
    emit(...parts);
  };
}

function calledByKafka(): boolean {
  return new Error('where').stack?.includes('kafkajs/src/network/requestQueue') === true;
}
