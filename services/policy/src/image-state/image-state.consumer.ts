import { FINDING_CHANGED, IMAGE_INDEXED } from '@bulkhead/contracts';
import type { FindingChanged, ImageIndexed } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { HostStateService } from '../host-state/host-state.service.ts';
import type { ImageStateService } from './image-state.service.ts';

/** What scanning tells. Findings of hosts come on the same topic. */
export function scanningSubscriptions(
  images: ImageStateService,
  hosts: HostStateService,
): [Subscription<ImageIndexed>, Subscription<FindingChanged>] {
  return [
    { contract: IMAGE_INDEXED, retry: 'in-place', once: true, handle: ({ data }) => images.index(data) },
    {
      contract: FINDING_CHANGED,
      retry: 'in-place',
      once: true,
      handle: async ({ data }) => {
        if (data.subject.kind === 'image') await images.match(data);
        else if (data.subject.kind === 'host') await hosts.match(data);
      },
    },
  ];
}
