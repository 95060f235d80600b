export { ADVISORY_LIMITS, ADVISORY_SCHEMA, AFFECTED_SCHEMA } from './osv/advisory.ts';
export type { Advisory, AdvisorySeverity, Affected, AffectedRange, RangeEvent } from './osv/advisory.ts';
export { parseAdvisory } from './osv/parse.ts';
export type { AdvisoryProblem, AdvisoryProblemCode, ParsedAdvisory } from './osv/parse.ts';
export { ECOSYSTEMS, ecosystemRules, packageKey, parseEcosystem, printEcosystem } from './ecosystem/ecosystem.ts';
export type { Ecosystem, EcosystemRules } from './ecosystem/ecosystem.ts';
export { questionOf } from './question/question.ts';
export type { AskedComponent, AskedName, Question } from './question/question.ts';
export type { EventKind } from './range/compiled.ts';
export { isWithdrawn, judge } from './match/judge.ts';
export type { Judgement } from './match/judge.ts';
export { MatchIndex, compileAdvisories } from './match/match-index.ts';
export type { Added } from './match/match-index.ts';
export type { Holding } from './match/holdings.ts';
export { severityOf, summarise } from './match/summary.ts';
export type { AdvisorySummary } from './match/summary.ts';
export type {
  Comparison,
  FoundAdvisory,
  Match,
  MatchExplanation,
  MatchResult,
  SearchedBy,
  UnknownReason,
  Unjudged,
} from './match/match.ts';
export { canonicalId, compareIds, idsOf, isCve } from './vulnerability/identity.ts';
export type { Identified } from './vulnerability/identity.ts';
export { groupAliases } from './vulnerability/alias-group.ts';
export type { AliasAssertion, AliasGroup, AliasGroups } from './vulnerability/alias-group.ts';
