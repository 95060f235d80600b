import { ADVISORY_DELTA } from '@bulkhead/contracts';
import type { AdvisoryDelta } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { MatcherService } from './matcher.service.ts';

/** Judges packages again when their advisories changed. In place: the order per package is kept. */
export function findingSubscriptions(matcher: MatcherService): readonly Subscription<AdvisoryDelta>[] {
  return [
    {
      contract: ADVISORY_DELTA,
      retry: 'in-place',
      handle: ({ data }) => matcher.judgePackage(data.packageKey),
    },
  ];
}
