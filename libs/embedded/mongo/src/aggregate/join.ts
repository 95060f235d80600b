import { ServerError } from '../error.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { pathValues } from '../value/index-key.ts';
import { EMPTY_ARRAY } from '../value/key.ts';
import { compileExpression } from './expression.ts';
import type { DocStream, Stage, StageContext } from './stage.ts';

interface LookupSpec {
  readonly from: string;
  readonly as: readonly string[];
  readonly localField: string | null;
  readonly foreignField: string | null;
  readonly variables: Doc;
  readonly pipeline: readonly Doc[];
}

const LOOKUP_FIELDS = new Set(['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']);

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ServerError('FailedToParse', `$lookup argument '${name}' must be a string`);
}

function lookupSpec(spec: unknown): LookupSpec {
  if (!isDoc(spec)) throw new ServerError('FailedToParse', 'the $lookup specification must be an Object');
  for (const name of Object.keys(spec)) {
    if (!LOOKUP_FIELDS.has(name)) throw new ServerError('FailedToParse', `unknown argument to $lookup: ${name}`);
  }
  const { localField, foreignField, pipeline, let: variables } = spec;
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw new ServerError('FailedToParse', '$lookup requires both or neither of localField and foreignField');
  }
  if (localField === undefined && pipeline === undefined) {
    throw new ServerError('FailedToParse', '$lookup requires localField and foreignField, or a pipeline');
  }
  if (pipeline !== undefined && !Array.isArray(pipeline)) {
    throw new ServerError('FailedToParse', '$lookup pipeline must be an array');
  }
  return {
    from: text(spec['from'], 'from'),
    as: text(spec['as'], 'as').split('.'),
    localField: localField === undefined ? null : text(localField, 'localField'),
    foreignField: foreignField === undefined ? null : text(foreignField, 'foreignField'),
    variables: isDoc(variables) ? variables : {},
    pipeline: (pipeline ?? []) as Doc[],
  };
}

function withField(doc: Doc, path: readonly string[], value: unknown): Doc {
  const [name = '', ...rest] = path;
  const child = doc[name];
  return { ...doc, [name]: rest.length === 0 ? value : withField(isDoc(child) ? child : {}, rest, value) };
}

function equalityMatch(doc: Doc, spec: LookupSpec): Doc[] {
  if (spec.localField === null || spec.foreignField === null) return [];
  const values = pathValues(doc, spec.localField.split('.')).values.filter((value) => value !== EMPTY_ARRAY);
  return [{ $match: { [spec.foreignField]: { $in: values } } }];
}

/** `$lookup` by fields, by pipeline with variables, or both. The foreign side is planned as a query of its own. */
export function lookup(raw: unknown, context: StageContext): Stage {
  const spec = lookupSpec(raw);
  const variables = Object.entries(spec.variables).map(([name, expression]) => {
    return [name, compileExpression(expression, context.scope)] as const;
  });
  return function* joined(input: DocStream) {
    for (const doc of input) {
      const bound = Object.fromEntries(variables.map(([name, evaluate]) => [name, evaluate(doc) ?? null]));
      const scope = { variables: { ...context.scope.variables, ...bound } };
      const found = [...context.run(spec.from, [...equalityMatch(doc, spec), ...spec.pipeline], scope)];
      yield withField(doc, spec.as, found);
    }
  };
}

/** `$unionWith`. */
export function unionWith(spec: unknown, context: StageContext): Stage {
  const from: unknown = isDoc(spec) ? spec['coll'] : spec;
  const pipeline = isDoc(spec) ? (spec['pipeline'] ?? []) : [];
  if (typeof from !== 'string' || !Array.isArray(pipeline)) {
    throw new ServerError('FailedToParse', 'the $unionWith stage needs a collection and a pipeline that is an array');
  }
  return function* united(input: DocStream) {
    yield* input;
    yield* context.run(from, pipeline as Doc[], context.scope);
  };
}

/** `$facet`: several pipelines over the same documents, which are held. */
export function facet(spec: unknown, context: StageContext): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0) {
    throw new ServerError('BadValue', 'the $facet specification must be an object that is not empty');
  }
  const parts = Object.entries(spec).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new ServerError('BadValue', `arguments to $facet must be arrays, ${name} is not`);
    return [name, context.compile(pipeline, context.scope)] as const;
  });
  return function* faceted(input: DocStream) {
    const held: Doc[] = [];
    for (const doc of input) {
      context.budget.hold(doc);
      held.push(doc);
    }
    yield Object.fromEntries(parts.map(([name, run]) => [name, [...run(held)]]));
  };
}
