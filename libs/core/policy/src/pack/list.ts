import { Fault } from '@bulkhead/core-base';
import { parsePolicy } from '../language/parse.ts';
import type { Policy } from '../policy.ts';
import { CONTAINER_RUNS_AS_ROOT } from './container-runs-as-root.ts';
import { DANGEROUS_CAPABILITY } from './dangerous-capability.ts';
import { DEFAULT_SERVICE_ACCOUNT_TOKEN } from './default-service-account-token.ts';
import { FIXABLE_CRITICAL_VULNERABILITY } from './fixable-critical-vulnerability.ts';
import { HIGH_VULNERABILITY_OVERDUE } from './high-vulnerability-overdue.ts';
import { HOST_AUDIT_STALE } from './host-audit-stale.ts';
import { HOST_CHECK_FAILED } from './host-check-failed.ts';
import { HOST_NAMESPACE_SHARED } from './host-namespace-shared.ts';
import { HOST_VULNERABILITY } from './host-vulnerability.ts';
import { IMAGE_EXPOSES_SSH } from './image-exposes-ssh.ts';
import { IMAGE_MATCH_STALE } from './image-match-stale.ts';
import { IMAGE_NOT_JUDGED } from './image-not-judged.ts';
import { IMAGE_OLD } from './image-old.ts';
import { IMAGE_RUNS_AS_ROOT } from './image-runs-as-root.ts';
import { IMAGE_TAG_LATEST } from './image-tag-latest.ts';
import { KNOWN_EXPLOITED_VULNERABILITY } from './known-exploited-vulnerability.ts';
import { LIKELY_EXPLOITED_VULNERABILITY } from './likely-exploited-vulnerability.ts';
import { PRIVILEGE_ESCALATION_ALLOWED } from './privilege-escalation-allowed.ts';
import { PRIVILEGED_CONTAINER } from './privileged-container.ts';
import { PRIVILEGED_WITH_VULNERABILITY } from './privileged-with-vulnerability.ts';
import { PROBE_MISSING } from './probe-missing.ts';
import { RESOURCE_LIMIT_MISSING } from './resource-limit-missing.ts';
import { SECCOMP_MISSING } from './seccomp-missing.ts';
import { SECRET_IN_ENVIRONMENT } from './secret-in-environment.ts';
import { SECRET_IN_IMAGE_ENVIRONMENT } from './secret-in-image-environment.ts';
import { SENSITIVE_HOST_PATH } from './sensitive-host-path.ts';
import { WRITABLE_ROOT_FILESYSTEM } from './writable-root-filesystem.ts';

/** The documents of the pack, in the order they are shown: images, workloads, hosts. */
const DOCUMENTS: readonly string[] = [
  FIXABLE_CRITICAL_VULNERABILITY,
  KNOWN_EXPLOITED_VULNERABILITY,
  HIGH_VULNERABILITY_OVERDUE,
  LIKELY_EXPLOITED_VULNERABILITY,
  IMAGE_NOT_JUDGED,
  IMAGE_MATCH_STALE,
  IMAGE_RUNS_AS_ROOT,
  IMAGE_OLD,
  IMAGE_TAG_LATEST,
  SECRET_IN_IMAGE_ENVIRONMENT,
  IMAGE_EXPOSES_SSH,
  PRIVILEGED_CONTAINER,
  HOST_NAMESPACE_SHARED,
  SENSITIVE_HOST_PATH,
  DANGEROUS_CAPABILITY,
  PRIVILEGE_ESCALATION_ALLOWED,
  WRITABLE_ROOT_FILESYSTEM,
  CONTAINER_RUNS_AS_ROOT,
  SECCOMP_MISSING,
  RESOURCE_LIMIT_MISSING,
  DEFAULT_SERVICE_ACCOUNT_TOKEN,
  SECRET_IN_ENVIRONMENT,
  PROBE_MISSING,
  PRIVILEGED_WITH_VULNERABILITY,
  HOST_CHECK_FAILED,
  HOST_AUDIT_STALE,
  HOST_VULNERABILITY,
];

/** A policy of the pack, with the document it was read from. */
export interface BuiltInPolicy {
  readonly policy: Policy;
  /** The YAML document. */
  readonly text: string;
}

export type PackFault = 'POLICY_PACK_BROKEN';

let read: readonly BuiltInPolicy[] | undefined;

/**
 * The built-in pack: policies for images, workloads and hosts in our own words, each with examples that are its tests.
 * Read once, at the first call.
 *
 * @throws Fault POLICY_PACK_BROKEN when one of our own documents does not parse
 */
export function builtInPolicies(): readonly BuiltInPolicy[] {
  read ??= DOCUMENTS.map((text) => {
    const { policy, problems } = parsePolicy(text);
    if (policy !== undefined) return { policy, text };
    const [problem] = problems;
    throw new Fault<PackFault>('invariant', 'POLICY_PACK_BROKEN', problem?.message ?? 'no policy', {
      details: { document: text.slice(0, 100), line: problem?.line ?? 0 },
    });
  });
  return read;
}
