import { defineCheck, dil, nist } from '../../check.ts';
import type { HostUser } from '../../facts.ts';

const EXPECTED = 'accounts below UID_MIN have nologin or false as their shell';
/** Not logins: they halt or flush the machine, and root has to log in somehow. */
const EXEMPT = new Set(['root', 'sync', 'shutdown', 'halt']);
const DEFAULT_UID_MIN = 1000;

export const systemAccountsHaveNoShell = defineCheck({
  id: 'system-accounts-have-no-shell',
  title: 'System accounts have no shell',
  rationale: 'They run one service each; a shell makes a stolen credential of the service a login.',
  remediation: 'Run "usermod -s /usr/sbin/nologin <user>" on the accounts that are listed.',
  severity: 'MEDIUM',
  controls: [dil('5.4.2'), nist('4.5.4')],
  requires: ['users'],
  evaluate({ users, loginDefs = {} }) {
    const set = Number(loginDefs['UID_MIN']);
    const uidMin = Number.isInteger(set) && set > 0 ? set : DEFAULT_UID_MIN;
    const system = users.filter(({ uid, name }) => uid < uidMin && !EXEMPT.has(name));
    const open = system.filter(hasShell);
    const evidence = open.map(({ name, shell }) => ({ fact: `users/${name}`, value: shell || '/bin/sh (empty)' }));
    if (open.length === 0) return { state: 'PASS', expected: EXPECTED, actual: `${system.length} accounts`, evidence };
    return { state: 'FAIL', expected: EXPECTED, actual: `${open.length} with a shell`, evidence };
  },
});

function hasShell({ shell }: HostUser): boolean {
  return !/(?:^|\/)(?:nologin|false)$/.test(shell);
}
