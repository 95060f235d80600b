/** How deep a chain of causes is followed: a Fault around a store's error around the driver's. */
const MAX_CAUSES = 8;

/** True when the driver put this label on the error or on one of its causes. */
export function hasLabel(error: unknown, label: string): boolean {
  for (const link of causes(error)) {
    const labels = (link as { errorLabels?: unknown }).errorLabels;
    if (Array.isArray(labels) && labels.includes(label)) return true;
    const asks = (link as { hasErrorLabel?: unknown }).hasErrorLabel;
    if (typeof asks === 'function' && (link as { hasErrorLabel(label: string): boolean }).hasErrorLabel(label)) {
      return true;
    }
  }
  return false;
}

/**
 * The indexed fields that a duplicate key error (E11000) names, or undefined when the error is something else.
 * A duplicate inside a bulk write is found too.
 */
export function duplicateKey(error: unknown): readonly string[] | undefined {
  for (const link of causes(error)) {
    const { code, keyPattern } = link as { code?: unknown; keyPattern?: unknown };
    if (code !== 11_000) continue;
    return typeof keyPattern === 'object' && keyPattern !== null ? Object.keys(keyPattern) : [];
  }
  return undefined;
}

function* causes(error: unknown): Generator<object> {
  let link = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof link === 'object' && link !== null; depth += 1) {
    yield link;
    link = (link as { cause?: unknown }).cause;
  }
}
