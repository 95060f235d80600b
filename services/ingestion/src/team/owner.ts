import type { Owner } from '@bulkhead/contracts';

/** A selector says which workloads a rule is about. Every member given has to match; patterns take `*`. */
export interface OwnershipSelector {
  readonly clusterId?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface OwnershipRule {
  readonly id: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly selector: OwnershipSelector;
  /** Higher wins; of equals, the smaller id. */
  readonly priority: number;
  readonly source: string;
  readonly revision: number;
}

/** What a rule looks at. */
export interface Ownable {
  readonly clusterId: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The team that answers for something, with the rule that said so; null when no rule matches. */
export function resolveOwner(subject: Ownable, rules: readonly OwnershipRule[]): Owner | null {
  const matching = rules.filter((rule) => matches(rule.selector, subject)).sort(byPrecedence);
  const [winner] = matching;
  if (winner === undefined) return null;
  return { teamId: winner.teamId, name: winner.teamName, reason: `rule ${winner.id}: ${describe(winner.selector)}` };
}

function byPrecedence(a: OwnershipRule, b: OwnershipRule): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1);
}

function matches(selector: OwnershipSelector, subject: Ownable): boolean {
  if (selector.clusterId !== undefined && selector.clusterId !== subject.clusterId) return false;
  if (selector.namespace !== undefined && !matchesPattern(selector.namespace, subject.namespace)) return false;
  if (selector.name !== undefined && !matchesPattern(selector.name, subject.name)) return false;
  return Object.entries(selector.labels ?? {}).every(([key, value]) => matchesPattern(value, subject.labels[key]));
}

/** `*` stands for any run of characters. Walks once from left to right: no backtracking on hostile patterns. */
export function matchesPattern(pattern: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  const pieces = pattern.split('*');
  if (pieces.length === 1) return pattern === text;
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

function describe({ clusterId, namespace, name, labels }: OwnershipSelector): string {
  const parts = [
    ...(clusterId === undefined ? [] : [`cluster ${clusterId}`]),
    ...(namespace === undefined ? [] : [`namespace ${namespace}`]),
    ...(name === undefined ? [] : [`name ${name}`]),
    ...Object.entries(labels ?? {}).map(([key, value]) => `label ${key}=${value}`),
  ];
  return parts.length === 0 ? 'everything' : parts.join(', ');
}
