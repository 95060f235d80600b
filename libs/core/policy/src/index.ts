export {
  EFFECTS,
  LIFECYCLES,
  MODES,
  POLICY_API_VERSION,
  SCAN_STATES,
  UNKNOWN_EFFECTS,
  VERDICTS,
} from './vocabulary.ts';
export type {
  Effect,
  Lifecycle,
  Mode,
  PolicyProblem,
  PolicyProblemCode,
  ScanState,
  SubjectKind,
  UnknownEffect,
  Verdict,
} from './vocabulary.ts';
export type {
  CheckFacts,
  ComponentFacts,
  ContextFacts,
  FindingFacts,
  HostFacts,
  ImageFacts,
  PolicyInput,
  SubjectFacts,
} from './facts.ts';
export { CONTEXT_FACTS, HOST_FACTS, IMAGE_FACTS } from './language/input.ts';
export { CRITERIA } from './criterion/list.ts';
export { LEVELS } from './criterion/define.ts';
export type { Criterion, Evidence, Level, Value } from './criterion/define.ts';
export { CEL_LIMITS } from './cel/expression.ts';
export { CEL_TYPES, CEL_VARIABLES } from './cel/schema.ts';
export { POLICY_LIMITS } from './language/yaml.ts';
export { parsePolicies, parsePolicy } from './language/parse.ts';
export type { PolicyReading } from './language/parse.ts';
export { POLICY_SCHEMA_ID, policyJsonSchema } from './language/json-schema.ts';
export { modeAt, withMode } from './policy.ts';
export type { Policy, Rule } from './policy.ts';
export type { Exclusion, Selector } from './language/document.ts';
export { compilePolicies } from './evaluation/compile.ts';
export type { CompiledPolicies } from './evaluation/compile.ts';
export { evaluate } from './evaluation/evaluate.ts';
export type { EvaluateFault, EvaluateOptions } from './evaluation/evaluate.ts';
export { MAX_REASONS } from './evaluation/evaluation.ts';
export type { Evaluation, Match, PolicyError, Reason, Unknown } from './evaluation/evaluation.ts';
export { compileExceptions } from './evaluation/exception.ts';
export type { CompiledExceptions, PolicyException } from './evaluation/exception.ts';
export { decisionId, inputDigest, violationId } from './evaluation/decision.ts';
export type { DecisionParts } from './evaluation/decision.ts';
export { runExamples } from './evaluation/example.ts';
export type { ExampleResult } from './evaluation/example.ts';
export { builtInPolicies } from './pack/list.ts';
export type { BuiltInPolicy, PackFault } from './pack/list.ts';
