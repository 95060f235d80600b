import { SCAN_REQUEST_BACKGROUND, SCAN_REQUEST_INTERACTIVE } from '@bulkhead/contracts';
import type { ScanRequest } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { ScanService } from './scan.service.ts';

/** How often a scan is taken up before it is given up as FAILED. */
const ATTEMPTS = 4;

/** Scan requests of both lanes; reading content is heavy, so few run at once. */
export function scanSubscriptions(scans: ScanService): readonly Subscription<ScanRequest>[] {
  return [SCAN_REQUEST_INTERACTIVE, SCAN_REQUEST_BACKGROUND].map((contract) => ({
    contract,
    retry: 'topics' as const,
    concurrency: 2,
    attempts: ATTEMPTS,
    handle: ({ data }, { signal, attempt }) => scans.run(data, { signal, isLast: attempt >= ATTEMPTS }),
  }));
}
