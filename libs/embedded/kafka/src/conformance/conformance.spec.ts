import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { groupSuite } from './group.suite.ts';
import { recordSuite } from './record.suite.ts';
import { openTarget } from './target.suite.ts';
import type { Target } from './target.suite.ts';
import { topicSuite } from './topic.suite.ts';

const GIVEN = process.env['KAFKA_BROKERS'];
jest.setTimeout(60_000);

describe(`the Kafka protocol of ${GIVEN ? `Kafka at ${GIVEN}` : 'the embedded engine'}`, () => {
  let target: Target | undefined;
  const opened = (): Target => {
    if (target === undefined) throw new Error('the target is not open');
    return target;
  };

  beforeAll(async () => {
    target = await openTarget(GIVEN);
  });

  afterAll(() => target?.[Symbol.asyncDispose]());

  topicSuite(opened);
  recordSuite(opened);
  groupSuite(opened);
});
