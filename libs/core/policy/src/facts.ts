import type { Severity } from '@bulkhead/core-base';
import type { Workload } from '@bulkhead/core-workload';
import type { ScanState, SubjectKind } from './vocabulary.ts';

/**
 * What an evaluation is given. Plain JSON: an input is kept by its digest and can be judged again. An absent member is
 * "not known", never "no".
 */
export interface PolicyInput {
  readonly subject: SubjectFacts;
  readonly context?: ContextFacts;
  /** The image, when the subject is one. */
  readonly image?: ImageFacts;
  /** The workload, when the subject is one; its images are in `images`. */
  readonly workload?: Workload;
  /** What is known of each image of the workload, by the reference its container names. Absent = nothing is known. */
  readonly images?: Readonly<Record<string, ImageFacts>>;
  readonly host?: HostFacts;
}

/** What the judgement is about: an image digest (or reference), a workload's lineage key, a host id. */
export interface SubjectFacts {
  readonly kind: SubjectKind;
  readonly id: string;
  /** What a person calls it. */
  readonly name: string;
}

/** Where the subject is. Scopes and exclusions are matched with it. */
export interface ContextFacts {
  readonly clusterId?: string;
  readonly clusterName?: string;
  /** DEV, TEST, PROD or UNASSIGNED. */
  readonly stage?: string;
  readonly team?: string;
  readonly namespace?: string;
}

export interface ImageFacts {
  /** The name it was asked for or runs under. */
  readonly reference?: string;
  readonly digest?: string;
  readonly scan: ScanState;
  /** When the content was read; ISO instant. */
  readonly indexedAt?: string;
  /** When it was last compared with advisories; ISO instant. */
  readonly matchedAt?: string;
  readonly createdAt?: string;
  readonly distribution?: string;
  /** USER of the image configuration; empty when it is not set, which is root. */
  readonly user?: string;
  /** `NAME=value` as in the image configuration. */
  readonly environment?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** `port/protocol` as in the image configuration. */
  readonly exposedPorts?: readonly string[];
  readonly components?: readonly ComponentFacts[];
  readonly findings?: readonly FindingFacts[];
  /** Ecosystems with components and no feed: why the scan is PARTIAL. */
  readonly unjudgedEcosystems?: readonly string[];
  /** Feed snapshots it was compared with. */
  readonly matchedAgainst?: readonly string[];
}

export interface ComponentFacts {
  readonly name: string;
  readonly version: string;
  readonly ecosystem?: string;
  readonly purl?: string;
}

/** An open finding: a vulnerability in a component. */
export interface FindingFacts {
  /** Canonical vulnerability id: a CVE if there is one. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly cvss?: number;
  readonly epss?: number;
  /** Whether it is in a catalogue of known exploited vulnerabilities; absent when no catalogue was read. */
  readonly kev?: boolean;
  readonly component: string;
  readonly version: string;
  readonly ecosystem?: string;
  readonly purl?: string;
  readonly fixedIn: readonly string[];
  /** ACTIVE, or REGRESSED when it was fixed before. */
  readonly state: string;
  readonly firstSeen?: string;
  readonly publishedAt?: string;
  readonly fixAvailableAt?: string;
}

export interface HostFacts {
  readonly id: string;
  readonly hostname: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly operatingSystem?: string;
  readonly scan: ScanState;
  readonly matchedAt?: string;
  readonly findings?: readonly FindingFacts[];
  readonly unjudgedEcosystems?: readonly string[];
  /** Checks that are not PASS; absent = the host was never audited. */
  readonly checks?: readonly CheckFacts[];
  readonly auditedAt?: string;
}

export interface CheckFacts {
  readonly id: string;
  readonly benchmark: string;
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  /** FAIL, MANUAL, NOT_APPLICABLE, ERROR, EXCEPTED or UNKNOWN. */
  readonly state: string;
  readonly remediation?: string;
  readonly since?: string;
}
