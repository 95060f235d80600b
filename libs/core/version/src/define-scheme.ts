import { TEXT_END, oneByte, orderOfKeys } from './key.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import type { Order, SchemeDefinition, VersionProblem, VersionScheme } from './scheme.ts';

/** A scheme from its definition: bounds first, texts that are no versions below all that are, order from keys. */
export function defineScheme(definition: SchemeDefinition): VersionScheme {
  const { name, key, accepts } = definition;

  function problem(text: string): VersionProblem | undefined {
    if (text.length > MAX_VERSION_LENGTH) return 'TOO_LONG';
    if (text.trim() === '') return 'EMPTY';
    return key(text) === undefined ? 'NOT_A_VERSION' : undefined;
  }

  function isValid(text: string): boolean {
    return text.length <= MAX_VERSION_LENGTH && text.trim() !== '' && accepts(text);
  }

  function sortKey(text: string): string {
    if (text.length > MAX_VERSION_LENGTH || text.trim() === '') return unreadable(text);
    return key(text) ?? unreadable(text);
  }

  function compare(a: string, b: string): Order {
    if (a === b) return 0;
    const [x, y] = [sortKey(a), sortKey(b)];
    const isOwn = definition.compare !== undefined && !isUnreadableKey(x) && !isUnreadableKey(y);
    return isOwn ? definition.compare(a, b) : orderOfKeys(x, y);
  }

  return { name, problem, isValid, sortKey, compare };
}

function unreadable(text: string): string {
  return TEXT_END + oneByte(text.slice(0, MAX_VERSION_LENGTH + 1));
}

/** True for the sort key of a text that has no place among the versions of its scheme. */
export function isUnreadableKey(key: string): boolean {
  return key.startsWith(TEXT_END);
}
