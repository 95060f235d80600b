import type { HostFacts } from '@bulkhead/core-benchmark';
import type { Collection } from './collection.ts';
import { parseGroup, parsePasswd, parseShadow } from './parse/account.ts';

const LIMIT = 16 * 1024 * 1024;

/** Accounts and groups of the files; directories on the network (LDAP, SSSD) are not asked. */
export async function collectAccounts({ reader, gaps }: Collection): Promise<Partial<HostFacts>> {
  const facts: Partial<HostFacts> = {};
  const shadow = await reader.text('/etc/shadow', LIMIT);
  if (!shadow.found) gaps.add('users/password', '/etc/shadow', shadow.reason);

  const passwd = await reader.text('/etc/passwd', LIMIT);
  if (passwd.found) {
    const { entries, malformed } = parsePasswd(passwd.value, parseShadow(shadow.found ? shadow.value : ''));
    for (const line of malformed) gaps.add(`users/line ${line}`, '/etc/passwd', 'MALFORMED');
    facts.users = [...entries];
  } else gaps.add('users', '/etc/passwd', passwd.reason);

  const group = await reader.text('/etc/group', LIMIT);
  if (group.found) {
    const { entries, malformed } = parseGroup(group.value);
    for (const line of malformed) gaps.add(`groups/line ${line}`, '/etc/group', 'MALFORMED');
    facts.groups = [...entries];
  } else gaps.add('groups', '/etc/group', group.reason);
  return facts;
}
