import { PIPELINE_STAGES } from './aggregate/compile.ts';
import { ACCUMULATOR_OPERATORS, EXPRESSION_OPERATORS, WINDOW_OPERATORS } from './aggregate/expression.ts';
import { COMMANDS } from './command/dispatch.ts';
import { QUERY_OPERATORS } from './query/parse.ts';
import { UPDATE_OPERATORS } from './update/parse.ts';

/** The subset of MongoDB an engine does, by name. */
export interface MongoEngineSupported {
  readonly commands: readonly string[];
  readonly queryOperators: readonly string[];
  readonly updateOperators: readonly string[];
  readonly pipelineStages: readonly string[];
  readonly expressionOperators: readonly string[];
  readonly accumulators: readonly string[];
  readonly windowOperators: readonly string[];
  readonly indexKinds: readonly string[];
  /** What is refused by name, for people who look for it. */
  readonly refused: readonly string[];
}

/** What the engine does; anything else gets an error with MongoDB's code, never a wrong answer. */
export const MONGO_ENGINE_SUPPORTED: MongoEngineSupported = {
  commands: Object.keys(COMMANDS).sort(),
  queryOperators: [...QUERY_OPERATORS].sort(),
  updateOperators: [...UPDATE_OPERATORS].sort(),
  pipelineStages: PIPELINE_STAGES,
  expressionOperators: EXPRESSION_OPERATORS,
  accumulators: ACCUMULATOR_OPERATORS,
  windowOperators: WINDOW_OPERATORS,
  indexKinds: ['ascending', 'compound', 'descending', 'multikey', 'partial', 'sparse', 'ttl', 'unique'],
  refused: [
    'change streams',
    'collation other than simple',
    'Decimal128',
    'int64 beyond 2^53',
    '$text and text indexes',
    'geospatial queries and indexes',
    '$where, $function and other server-side JavaScript',
    '$jsonSchema and collection validators',
    'capped, time-series and clustered collections, views',
    'wildcard, hashed and hidden indexes',
    'transactions that write to several databases',
    '$type of one numeric type',
    'sorting and grouping on disk',
    'wire compression and TLS',
  ],
};
