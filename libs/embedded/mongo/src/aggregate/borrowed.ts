import { Lazy } from 'mingo/lazy';
import * as pipelineOperators from 'mingo/operators/pipeline';
import { ServerError } from '../error.ts';
import { cloneValue } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { asServerError, mingoOptions } from './expression.ts';
import type { DocStream, Stage, StageContext } from './stage.ts';

/** Stages that are mingo's own; all of them hold their input. */
export const BORROWED_STAGES = [
  '$bucket',
  '$bucketAuto',
  '$densify',
  '$fill',
  '$redact',
  '$setWindowFields',
  '$graphLookup',
] as const;

type MingoStage = (input: unknown, spec: unknown, options: unknown) => Iterable<Doc>;

function* guarded(docs: () => Iterable<Doc>): Generator<Doc> {
  try {
    yield* docs();
  } catch (error) {
    throw asServerError(error);
  }
}

/** Runs one of mingo's stages; documents are copied, because some of its stages change their input. */
export function borrowed(name: string, spec: unknown, context: StageContext): Stage {
  const operator = (pipelineOperators as unknown as Record<string, MingoStage>)[name];
  if (operator === undefined) throw new ServerError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  const collectionResolver = (collection: string) => {
    const docs = [...context.run(collection, [], context.scope)];
    for (const doc of docs) context.budget.hold(doc);
    return docs;
  };
  return function* run(input: DocStream) {
    function* held(): Generator<Doc> {
      for (const doc of input) {
        context.budget.hold(doc);
        yield cloneValue(doc) as Doc;
      }
    }
    yield* guarded(() => operator(Lazy(held()), spec, { ...mingoOptions(context.scope), collectionResolver }));
  };
}
