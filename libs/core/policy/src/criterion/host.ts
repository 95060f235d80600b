import { SCAN_STATES } from '../vocabulary.ts';
import type { Criterion } from './define.ts';
import { choiceCriterion, flagCriterion, patternCriterion, rangeCriterion } from './kind.ts';
import { SEVERITY_CHOICE, choiceOf } from './value.ts';

const CHECK_STATES = ['FAIL', 'MANUAL', 'NOT_APPLICABLE', 'ERROR', 'EXCEPTED', 'UNKNOWN'] as const;

/** Criteria on a host as a whole. */
export const HOST_CRITERIA: readonly Criterion[] = [
  choiceCriterion({
    name: 'hostScan',
    level: 'host',
    doc: 'How much of the packages of the host has been judged; see imageScan.',
    example: 'NOT_SCANNED',
    schema: choiceOf(SCAN_STATES),
    noun: 'the scan of the host',
    path: () => 'host.scan',
    read: ({ host }) => host?.scan,
  }),
  flagCriterion({
    name: 'hostAudited',
    level: 'host',
    doc: 'Whether a benchmark was ever run on the host.',
    example: false,
    phrases: ['the host was audited', 'the host was never audited'],
    path: () => 'host.checks',
    read: ({ host }) => host && host.checks !== undefined,
  }),
  rangeCriterion({
    name: 'hostAuditAge',
    level: 'host',
    doc: 'Days since the host was last audited.',
    example: { above: 7 },
    noun: 'the host was audited',
    unit: 'days ago',
    path: () => 'host.auditedAt',
    read: (target) => target.daysSince(target.host?.auditedAt),
  }),
  patternCriterion({
    name: 'hostName',
    level: 'host',
    doc: 'The name of the host.',
    example: 'build-*',
    noun: 'the host name',
    path: () => 'host.hostname',
    read: ({ host }) => host?.hostname,
  }),
  patternCriterion({
    name: 'hostOperatingSystem',
    level: 'host',
    doc: 'The operating system of the host.',
    example: 'debian 10*',
    noun: 'the operating system',
    path: () => 'host.operatingSystem',
    read: ({ host }) => host?.operatingSystem,
  }),
];

/** Criteria on one benchmark check of a host that is not PASS. */
export const CHECK_CRITERIA: readonly Criterion[] = [
  choiceCriterion({
    name: 'checkState',
    level: 'check',
    doc: 'The state of a check: FAIL, MANUAL, NOT_APPLICABLE, ERROR, EXCEPTED or UNKNOWN. Checks that pass are not asked.',
    example: 'FAIL',
    schema: choiceOf(CHECK_STATES),
    noun: 'the state of the check',
    path: (target) => `${target.checkPath}.state`,
    read: ({ check }) => check?.state,
  }),
  choiceCriterion({
    name: 'checkSeverity',
    level: 'check',
    doc: 'The severity of a check.',
    example: { atLeast: 'HIGH' },
    schema: SEVERITY_CHOICE,
    noun: 'the severity of the check',
    path: (target) => `${target.checkPath}.severity`,
    read: ({ check }) => (check?.severity === 'UNKNOWN' ? undefined : check?.severity),
  }),
  patternCriterion({
    name: 'checkCode',
    level: 'check',
    doc: 'The code of a check within its benchmark, as in `1.2.3`.',
    example: ['5.2.*', '5.4.1'],
    noun: 'the check',
    path: (target) => `${target.checkPath}.code`,
    read: ({ check }) => check?.code,
  }),
  patternCriterion({
    name: 'checkBenchmark',
    level: 'check',
    doc: 'The id of the benchmark a check belongs to.',
    example: 'cis-docker*',
    noun: 'the benchmark',
    path: (target) => `${target.checkPath}.benchmark`,
    read: ({ check }) => check?.benchmark,
  }),
];
