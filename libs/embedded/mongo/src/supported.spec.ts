import { describe, expect, test } from '@jest/globals';
import { PIPELINE_STAGES } from './aggregate/compile.ts';
import { ACCUMULATOR_OPERATORS, EXPRESSION_OPERATORS, WINDOW_OPERATORS } from './aggregate/expression.ts';
import { COMMANDS } from './command/dispatch.ts';
import { MONGO_ENGINE_SUPPORTED } from './index.ts';
import { QUERY_OPERATORS } from './query/parse.ts';
import { UPDATE_OPERATORS } from './update/parse.ts';
import { AUTHENTICATION_COMMANDS } from './wire/scram.ts';

function sorted(names: readonly string[]): string[] {
  return [...names].sort((left, right) => (left < right ? -1 : 1));
}

describe('the published subset', () => {
  test('is_what_the_engine_has', () => {
    expect(MONGO_ENGINE_SUPPORTED).toMatchObject({
      commands: sorted([...Object.keys(COMMANDS), ...AUTHENTICATION_COMMANDS]),
      queryOperators: sorted(QUERY_OPERATORS),
      updateOperators: sorted(UPDATE_OPERATORS),
      pipelineStages: sorted(PIPELINE_STAGES),
      expressionOperators: sorted(EXPRESSION_OPERATORS),
      accumulators: sorted(ACCUMULATOR_OPERATORS),
      windowOperators: sorted(WINDOW_OPERATORS),
    });
  });
});
