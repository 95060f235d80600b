import { cisDocker, defineCheck, nist } from '../../check.ts';

const EXPECTED = 'nobody, or only people who are trusted with root, in the docker group';

export const dockerGroupMembersKnown = defineCheck({
  id: 'docker-group-members-known',
  title: 'Members of the docker group are trusted with root',
  rationale: 'The group starts containers that mount the whole host: it is root by another name.',
  remediation: 'Remove who does not need it ("gpasswd -d <user> docker"), or use rootless containers.',
  severity: 'HIGH',
  controls: [cisDocker('1.1.2'), nist('4.5.4')],
  requires: ['groups', 'users'],
  evaluate({ groups, users }) {
    const group = groups.find(({ name }) => name === 'docker');
    if (group === undefined) {
      return { state: 'NOT_APPLICABLE', expected: EXPECTED, actual: 'there is no docker group', evidence: [] };
    }
    const primary = users.filter(({ gid }) => gid === group.gid).map(({ name }) => name);
    const members = [...new Set([...group.members, ...primary])].sort();
    const evidence = members.map((name) => ({ fact: 'groups/docker', value: name }));
    if (members.length === 0) return { state: 'PASS', expected: EXPECTED, actual: 'nobody', evidence };
    return { state: 'MANUAL', expected: EXPECTED, actual: `${members.length} members`, evidence };
  },
});
