import type { Evidence, Test } from '../criterion/define.ts';
import type { EachLevel } from '../language/rule-shape.ts';
import type { SubjectKind } from '../vocabulary.ts';
import type { CompiledPolicy, CompiledRule } from './compile.ts';
import { MAX_REASONS } from './evaluation.ts';
import type { Match } from './evaluation.ts';
import type { CompiledExceptions } from './exception.ts';
import type { Target } from './target.ts';
import { NO, UNKNOWN, YES } from './truth.ts';
import type { Truth } from './truth.ts';

/** What one policy found. */
export interface Found {
  readonly matches: Match[];
  readonly excepted: { exceptionId: string; match: Match }[];
  readonly unknowns: { rule: string; path: string; message: string }[];
  omitted: number;
}

/** One policy going through one input. */
export class RuleRun {
  readonly found: Found = { matches: [], excepted: [], unknowns: [], omitted: 0 };
  /** Whether any rule had something to be asked about. */
  applied = false;
  readonly #compiled: CompiledPolicy;
  readonly #exceptions: CompiledExceptions;

  constructor(compiled: CompiledPolicy, exceptions: CompiledExceptions) {
    this.#compiled = compiled;
    this.#exceptions = exceptions;
  }

  /** Asks the rules about the place the target stands on. */
  visit(target: Target): void {
    let scoped: boolean | undefined;
    for (const [index, compiled] of this.#compiled.rules.entries()) {
      if (!canAsk(compiled, target)) continue;
      scoped ??= this.#compiled.inScope(target);
      if (!scoped) return;
      this.applied = true;
      this.#ask(compiled, compiled.rule.name ?? String(index + 1), target);
    }
  }

  #ask(compiled: CompiledRule, rule: string, target: Target): void {
    const truth = allOf(compiled.single, target);
    if (truth === NO) return;
    if (compiled.eachLevel === undefined) this.#conclude(truth, compiled, { rule, target });
    else this.#askEach(truth, compiled, { rule, target });
  }

  #conclude(truth: Truth, compiled: CompiledRule, at: { rule: string; target: Target }): void {
    if (truth === YES) this.#match(compiled, at);
    else if (truth === UNKNOWN) this.#unknown(compiled.single, at);
  }

  /** Goes through the findings, components or checks. None that matches is only "no" when all of them are known. */
  #askEach(single: Truth, compiled: CompiledRule, at: { rule: string; target: Target }): void {
    const { target } = at;
    const level = compiled.eachLevel as EachLevel;
    const members = membersOf(level, target);
    let open = 0;
    let matched = 0;
    for (const member of members ?? []) {
      setMember(target, level, member);
      const truth = allOf(compiled.each, target);
      if (truth === YES && single === YES) this.#match(compiled, at);
      if (truth === YES) matched += 1;
      if (truth === UNKNOWN) open += 1;
    }
    setMember(target, level, undefined);
    if (matched > 0 && single === UNKNOWN) this.#unknown(compiled.single, at);
    if (matched > 0) return;
    const gap = gapOf(level, target, members);
    if (gap !== undefined) this.found.unknowns.push({ rule: at.rule, ...gap });
    else if (open > 0) this.found.unknowns.push({ rule: at.rule, ...openText(level, target, open) });
  }

  #match(compiled: CompiledRule, { rule, target }: { rule: string; target: Target }): void {
    const exception = this.#exceptions.find((one) => one.covers(this.#compiled.policy.name, target));
    if (exception === undefined && this.found.matches.length >= MAX_REASONS) {
      this.found.omitted += 1;
      return;
    }
    const match = explain(compiled, rule, target);
    if (exception === undefined) this.found.matches.push(match);
    else if (this.found.excepted.length < MAX_REASONS)
      this.found.excepted.push({ exceptionId: exception.exception.id, match });
  }

  #unknown(tests: readonly Test[], { rule, target }: { rule: string; target: Target }): void {
    const unknown = tests.find((test) => test.test(target) === UNKNOWN);
    const evidence = unknown?.explain(target);
    if (evidence === undefined || this.found.unknowns.length >= MAX_REASONS) return;
    this.found.unknowns.push({ rule, path: evidence.path, message: `${placeText(target)}${evidence.message}` });
  }
}

/**
 * Whether a rule can be asked where the target stands. A workload as a whole is asked only what is about it alone; what
 * is about containers, images and findings is asked at each container.
 */
function canAsk({ levels, eachLevel }: CompiledRule, target: Target): boolean {
  if (target.host !== undefined) {
    return eachLevel !== 'component' && !levels.has('workload') && !levels.has('container') && !levels.has('image');
  }
  if (levels.has('host') || levels.has('check')) return false;
  const inContainer = levels.has('container') || levels.has('image') || eachLevel !== undefined;
  if (target.workload !== undefined) return inContainer === (target.container !== undefined);
  return target.image !== undefined && !levels.has('workload') && !levels.has('container');
}

function allOf(tests: readonly Test[], target: Target): Truth {
  let truth: Truth = YES;
  for (const test of tests) {
    const one = test.test(target);
    if (one === NO) return NO;
    if (one === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

function membersOf(level: EachLevel, { host, image }: Target): readonly object[] | undefined {
  if (level === 'check') return host?.checks;
  if (level === 'component') return image?.components;
  return host === undefined ? image?.findings : host.findings;
}

function setMember(target: Target, level: EachLevel, member: object | undefined): void {
  if (level === 'finding') target.finding = member as Target['finding'];
  else if (level === 'component') target.component = member as Target['component'];
  else target.check = member as Target['check'];
}

type Gap = { readonly path: string; readonly message: string };

/** Why "none matches" cannot be said of a list. */
function gapOf(level: EachLevel, target: Target, members: readonly object[] | undefined): Gap | undefined {
  if (level === 'check') {
    return members === undefined ? { path: 'host.checks', message: 'the host was never audited' } : undefined;
  }
  if (level === 'component') {
    if (members !== undefined) return undefined;
    return {
      path: `${target.imagePath}.components`,
      message: `${placeText(target)}the components of the image are not known`,
    };
  }
  const holder = target.host ?? target.image;
  const path = target.host === undefined ? `${target.imagePath}.findings` : 'host.findings';
  if (holder?.scan === 'JUDGED' && members !== undefined) return undefined;
  const subject = target.host === undefined ? 'the image' : 'the host';
  return { path, message: `${placeText(target)}${scanText(subject, holder)}` };
}

function scanText(subject: string, holder: Target['host'] | Target['image']): string {
  if (holder?.scan === 'PARTIAL') {
    const ecosystems = (holder.unjudgedEcosystems ?? []).slice(0, 10).join(', ');
    return `${subject} was judged in part: there are no advisories for ${ecosystems === '' ? 'some of it' : ecosystems}`;
  }
  if (holder?.scan === 'UNJUDGED') return `${subject} was read, but there were no advisories to compare it with`;
  return `${subject} was not scanned`;
}

function openText(level: EachLevel, target: Target, count: number): Gap {
  const path = level === 'check' ? 'host.checks' : `${target.host === undefined ? target.imagePath : 'host'}.${level}s`;
  const noun = count === 1 ? `1 ${level} lacks` : `${count} ${level}s lack`;
  return { path, message: `${placeText(target)}${noun} what the rule asks about` };
}

/** One reason: the deciding criterion is the first of the deepest level. */
function explain(compiled: CompiledRule, rule: string, target: Target): Match {
  const evidence = [...compiled.each, ...compiled.single].map((test) => test.explain(target));
  const [deciding, ...also] = evidence as [Evidence, ...Evidence[]];
  const { path, operator, expected, actual } = deciding;
  const words = compiled.rule.message ?? evidence.map(({ message }) => message).join(', ');
  const vulnerability = target.finding?.id;
  const image = target.image?.reference;
  return {
    rule,
    path,
    operator,
    expected,
    actual,
    message: `${placeText(target)}${memberText(target)}${words}`,
    also,
    ...(vulnerability === undefined ? {} : { vulnerability }),
    ...(image === undefined ? {} : { image }),
    about: aboutOf(compiled, target),
  };
}

function aboutOf({ levels }: CompiledRule, { host, workload }: Target): SubjectKind {
  if (host !== undefined) return 'host';
  return workload === undefined || !(levels.has('workload') || levels.has('container')) ? 'image' : 'workload';
}

function placeText({ container }: Target): string {
  return container === undefined ? '' : `container ${container.name}: `;
}

function memberText({ finding, check }: Target): string {
  if (finding !== undefined) return `${finding.id} in ${finding.component} ${finding.version}: `;
  return check === undefined ? '' : `${check.code} ${check.title}: `;
}
