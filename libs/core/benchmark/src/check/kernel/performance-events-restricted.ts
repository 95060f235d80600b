import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const performanceEventsRestricted = sysctlCheck({
  id: 'performance-events-restricted',
  title: 'Performance events are kept from unprivileged users',
  rationale: 'The interface is large, was the source of several kernel bugs, and leaks timing of other processes.',
  severity: 'LOW',
  controls: [nist('4.5.1')],
  keys: ['kernel.perf_event_paranoid'],
  want: '2',
  accept: ['3', '4'],
  absent: 'NOT_APPLICABLE',
});
