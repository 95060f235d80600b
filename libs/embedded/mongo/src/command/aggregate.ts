import { ServerError } from '../error.ts';
import { aggregate } from '../aggregate/run.ts';
import type { AggregateRequest } from '../aggregate/run.ts';
import { stageName } from '../aggregate/compile.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { collectionName, countField, docField, readView, refuseCollation, scopeOf } from './context.ts';
import type { Command, CommandContext } from './context.ts';
import { mergeInto, replaceWith } from './output.ts';
import { hintOf } from './query.ts';

function pipelineOf(context: CommandContext): Doc[] {
  const { pipeline } = context.body;
  if (!Array.isArray(pipeline) || !pipeline.every(isDoc)) {
    throw new ServerError('TypeMismatch', "'pipeline' option must be specified as an array of objects");
  }
  return pipeline;
}

function requestOf(context: CommandContext): AggregateRequest {
  return {
    view: (collection) => readView(context, collection),
    scope: scopeOf(context.body),
    deadline: context.deadline,
    hint: hintOf(context.body['hint']),
  };
}

/** Runs the pipeline up to its output stage and writes what it yields. */
function runOutput(context: CommandContext, collection: string, pipeline: readonly Doc[]): void {
  if (context.transaction !== null) {
    throw new ServerError(
      'OperationNotSupportedInTransaction',
      '$merge and $out cannot run in a multi-document transaction',
    );
  }
  const last = pipeline.at(-1) ?? {};
  const documents = aggregate(collection, pipeline.slice(0, -1), requestOf(context));
  if ('$out' in last) replaceWith(context, last['$out'], documents);
  else mergeInto(context, last['$merge'], documents);
}

function runAggregate(context: CommandContext): Buffer {
  const { body, state } = context;
  refuseCollation(body['collation']);
  if (body['aggregate'] === 1) {
    throw new ServerError('InvalidNamespace', 'a pipeline of a whole database is not supported by the embedded engine');
  }
  const collection = collectionName(context);
  let pipeline = pipelineOf(context);
  const last = pipeline.at(-1);
  const writes = last !== undefined && ['$merge', '$out'].includes(stageName(last));
  if (writes) {
    runOutput(context, collection, pipeline);
    pipeline = [];
  }
  return state.cursors.open({
    namespace: `${context.database}.${collection}`,
    documents: writes ? [] : aggregate(collection, pipeline, requestOf(context)),
    session: context.session,
    transaction: context.transaction,
    deadline: context.deadline,
    batchSize: countField(docField(body, 'cursor'), 'batchSize'),
    singleBatch: false,
    now: state.now(),
  });
}

export const AGGREGATE_COMMANDS: Readonly<Record<string, Command>> = {
  aggregate: {
    fields: ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let', 'explain'],
    transactional: true,
    run: runAggregate,
  },
};
