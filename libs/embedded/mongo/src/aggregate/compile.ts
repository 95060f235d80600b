import { ServerError, refused } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { compileFilter } from '../query/filter.ts';
import { parseSort, sortItems } from '../query/sort.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { BORROWED_STAGES, borrowed } from './borrowed.ts';
import { compileExpression } from './expression.ts';
import { group } from './group.ts';
import { facet, lookup, unionWith } from './join.ts';
import { addFields, project, replaceRoot, unset, unwind } from './shape.ts';
import type { DocStream, Stage, StageContext } from './stage.ts';

const REFUSED_STAGES = new Set([
  '$changeStream', '$collStats', '$currentOp', '$geoNear', '$indexStats', '$listSessions', '$listLocalSessions', '$planCacheStats',
  '$search', '$searchMeta', '$vectorSearch', '$documents',
]); // prettier-ignore

function match(spec: unknown, context: StageContext): Stage {
  if (!isDoc(spec)) throw new ServerError('BadValue', 'the match filter must be an expression in an object');
  const { test } = compileFilter(spec, (expression) => compileExpression(expression, context.scope));
  return function* matched(input: DocStream) {
    for (const doc of input) if (test(doc)) yield doc;
  };
}

function sort(spec: unknown, context: StageContext): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    throw new ServerError('BadValue', '$sort stage must have at least one sort key');
  const fields = parseSort(spec);
  return function* ordered(input: DocStream) {
    function* held(): Generator<Doc> {
      for (const doc of input) {
        context.budget.hold(doc);
        yield doc;
      }
    }
    yield* sortItems(held(), { fields, limit: 0, bytesOf: () => 0, docOf: (doc) => doc });
  };
}

interface Bound {
  readonly stage: string;
  readonly least: number;
  readonly code: 'Location15956' | 'Location15958' | 'BadValue';
}

function wholeNumber(value: unknown, bound: Bound): number {
  const { stage, least, code } = bound;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new ServerError('BadValue', `invalid argument to ${stage} stage: expected a whole number`);
  }
  if (value >= least) return value;
  throw new ServerError(code, `invalid argument to ${stage} stage: it must be at least ${least}`);
}

function limit(spec: unknown): Stage {
  const most = wholeNumber(spec, { stage: '$limit', least: 1, code: 'Location15958' });
  return function* limited(input: DocStream) {
    let taken = 0;
    for (const doc of input) {
      yield doc;
      taken += 1;
      if (taken >= most) return;
    }
  };
}

function skip(spec: unknown): Stage {
  const first = wholeNumber(spec, { stage: '$skip', least: 0, code: 'Location15956' });
  return function* skipped(input: DocStream) {
    let place = 0;
    for (const doc of input) {
      if (place >= first) yield doc;
      place += 1;
    }
  };
}

function count(spec: unknown): Stage {
  if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.')) {
    throw new ServerError('BadValue', 'the count field must be a string that is not empty, without $ and dots');
  }
  return function* counted(input: DocStream) {
    let total = 0;
    for (const _doc of input) total += 1;
    if (total > 0) yield { [spec]: total };
  };
}

function sortByCount(spec: unknown, context: StageContext): Stage {
  const grouped = group({ _id: spec, count: { $sum: 1 } }, context);
  const ordered = sort({ count: -1 }, context);
  return (input) => ordered(grouped(input));
}

function sample(spec: unknown, context: StageContext): Stage {
  const size = wholeNumber(isDoc(spec) ? spec['size'] : undefined, { stage: '$sample', least: 0, code: 'BadValue' });
  return function* sampled(input: DocStream) {
    const kept: Doc[] = [];
    let seen = 0;
    for (const doc of input) {
      seen += 1;
      if (kept.length < size) {
        context.budget.hold(doc);
        kept.push(doc);
      } else {
        const at = Math.floor(Math.random() * seen);
        if (at < size) kept[at] = doc;
      }
    }
    yield* kept;
  };
}

const STAGES: Readonly<Record<string, (spec: unknown, context: StageContext) => Stage>> = {
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
  $group: group,
  $project: (spec, context) => project(spec, context.scope),
  $addFields: (spec, context) => addFields(spec, context.scope),
  $set: (spec, context) => addFields(spec, context.scope),
  $unset: (spec, context) => unset(spec, context.scope),
  $unwind: unwind,
  $replaceRoot: (spec, context) => replaceRoot(isDoc(spec) ? spec['newRoot'] : undefined, context.scope),
  $replaceWith: (spec, context) => replaceRoot(spec, context.scope),
  $sortByCount: sortByCount,
  $lookup: lookup,
  $unionWith: unionWith,
  $facet: facet,
  $sample: sample,
};

/** Pipeline stages this engine knows; `$merge` and `$out` only as the last one of an aggregate command. */
export const PIPELINE_STAGES: readonly string[] = [...Object.keys(STAGES), ...BORROWED_STAGES, '$merge', '$out'].sort();

/** The one name of a stage document. */
export function stageName(stage: unknown): string {
  const names = isDoc(stage) ? Object.keys(stage) : [];
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new ServerError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
  }
  return name;
}

function compileStage(stage: unknown, context: StageContext): Stage {
  const name = stageName(stage);
  const spec = (stage as Doc)[name];
  const make = STAGES[name];
  if (make !== undefined) return make(spec, context);
  if ((BORROWED_STAGES as readonly string[]).includes(name)) return borrowed(name, spec, context);
  if (REFUSED_STAGES.has(name)) throw refused(`the stage ${name}`, 'Location40324');
  if (name === '$merge' || name === '$out') {
    throw new ServerError('BadValue', `${name} can only be the final stage in the pipeline`);
  }
  throw new ServerError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
}

/** Compiles stages into one; throws for a stage or an operator that is not known. */
export function compileStages(pipeline: readonly unknown[], context: StageContext): Stage {
  if (pipeline.length > LIMITS.pipelineStages) {
    throw new ServerError('FailedToParse', `Pipeline length must be no longer than ${LIMITS.pipelineStages} stages`);
  }
  const stages = pipeline.map((stage) => compileStage(stage, context));
  return (input) => stages.reduce((docs, stage) => stage(docs), input);
}
