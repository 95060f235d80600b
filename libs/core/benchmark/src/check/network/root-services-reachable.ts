import { defineCheck, nist } from '../../check.ts';
import type { HostListener } from '../../facts.ts';

const EXPECTED = 'no socket of root is reachable from outside, but the ones a person has accepted';

export const rootServicesReachable = defineCheck({
  id: 'root-services-reachable',
  title: 'Services that run as root and are reachable are known',
  rationale: 'A bug in such a service is the whole host. Each should be one that somebody decided on.',
  remediation: 'Bind the service to 127.0.0.1 or ::1, give it a user of its own, or remove it; accept what must stay.',
  severity: 'MEDIUM',
  controls: [nist('4.5.1'), nist('4.5.2')],
  requires: ['listeners'],
  evaluate({ listeners }) {
    const reachable = listeners.filter((listener) => listener.uid === 0 && !isLoopback(listener.address));
    const evidence = reachable.map((listener) => ({ fact: 'listeners', value: describe(listener) }));
    if (reachable.length === 0) return { state: 'PASS', expected: EXPECTED, actual: 'none', evidence };
    return { state: 'MANUAL', expected: EXPECTED, actual: `${reachable.length} reachable sockets of root`, evidence };
  },
});

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

function describe({ protocol, address, port, process }: HostListener): string {
  return `${protocol} ${address} port ${port}${process === undefined ? '' : ` (${process})`}`;
}
