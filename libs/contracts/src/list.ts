import type { EventContract } from './define-event.ts';
import { HOST_CHECK_RESULT } from './events/hardening/host-check-result.ts';
import { INCIDENT_CHANGED } from './events/incident-response/incident-changed.ts';
import { HOST_FACTS } from './events/ingestion/host-facts.ts';
import { INVENTORY_CLUSTER } from './events/ingestion/inventory-cluster.ts';
import { INVENTORY_HOST } from './events/ingestion/inventory-host.ts';
import { INVENTORY_WORKLOAD } from './events/ingestion/inventory-workload.ts';
import { REGISTRY_TAG_EVENT } from './events/ingestion/registry-tag-event.ts';
import { RUNTIME_EVENT } from './events/ingestion/runtime-event.ts';
import { DECISION_MADE } from './events/policy/decision-made.ts';
import { POLICY_REVISION } from './events/policy/policy-revision.ts';
import { VIOLATION_CHANGED } from './events/policy/violation-changed.ts';
import { ADVISORY_DELTA } from './events/scanning/advisory-delta.ts';
import { FINDING_CHANGED } from './events/scanning/finding-changed.ts';
import { IMAGE_INDEXED } from './events/scanning/image-indexed.ts';
import { SCAN_REQUEST_BACKGROUND, SCAN_REQUEST_INTERACTIVE } from './events/scanning/scan-request.ts';

/** Every event there is, by owner and topic. Topics, frozen schemas and the reference are made from this list. */
export const ALL_EVENTS: readonly EventContract<never>[] = [
  INVENTORY_CLUSTER,
  INVENTORY_HOST,
  INVENTORY_WORKLOAD,
  REGISTRY_TAG_EVENT,
  HOST_FACTS,
  RUNTIME_EVENT,
  SCAN_REQUEST_INTERACTIVE,
  SCAN_REQUEST_BACKGROUND,
  IMAGE_INDEXED,
  ADVISORY_DELTA,
  FINDING_CHANGED,
  POLICY_REVISION,
  DECISION_MADE,
  VIOLATION_CHANGED,
  HOST_CHECK_RESULT,
  INCIDENT_CHANGED,
] as unknown as readonly EventContract<never>[];
