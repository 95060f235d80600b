import { messageOf } from '@bulkhead/core-base';
import type { Health } from '@bulkhead/platform-service';
import { z } from 'zod';
import type { SubgraphTarget } from '../federation/subgraph.source.ts';
import { isRemote, routeOf } from '../federation/subgraph.source.ts';
import type { Supergraph } from '../federation/supergraph.ts';

/** Whether the gateway can answer now, and what keeps it or one of its services from it. */
export interface GatewayHealth {
  readonly service: 'gateway';
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

export interface ReadinessOptions {
  readonly supergraph: Supergraph;
  readonly subgraphs: Readonly<Record<string, SubgraphTarget>>;
  readonly pingStore: () => Promise<void>;
}

const KEPT_MILLISECONDS = 1_000;
const ASK_MILLISECONDS = 3_000;
const healthShape = z.object({ ready: z.boolean(), reasons: z.array(z.string()), sdlDigest: z.string() });

/**
 * Asks the store and every subgraph of the supergraph, and compares the SDL each one runs with the one the supergraph
 * was composed from. The answer is kept for a second, so that probes cost nothing.
 */
export function readiness(options: ReadinessOptions): () => Promise<GatewayHealth> {
  let kept: { readonly at: number; readonly answer: Promise<GatewayHealth> } | undefined;
  return () => {
    const now = performance.now();
    if (kept === undefined || now - kept.at > KEPT_MILLISECONDS) kept = { at: now, answer: look(options) };
    return kept.answer;
  };
}

async function look({ supergraph, subgraphs, pingStore }: ReadinessOptions): Promise<GatewayHealth> {
  const store = pingStore().then(
    () => [],
    (error: unknown) => [`store: ${messageOf(error)}`],
  );
  const each = Object.entries(supergraph.digests).map(([name, digest]) =>
    subgraphReasons(name, subgraphs[name], digest),
  );
  const reasons = (await Promise.all([store, ...each])).flat();
  return { service: 'gateway', ready: reasons.length === 0, reasons };
}

async function subgraphReasons(name: string, target: SubgraphTarget | undefined, digest: string): Promise<string[]> {
  if (target === undefined) return [`${name} is not configured`];
  try {
    const health = await healthOf(target);
    if (health === undefined) return [];
    const differs =
      health.sdlDigest === digest ? [] : [`${name} runs another schema than the supergraph was composed from`];
    return [...health.reasons.map((reason) => `${name}: ${reason}`), ...differs];
  } catch (error) {
    return [`${name} does not answer: ${messageOf(error)}`];
  }
}

async function healthOf(target: SubgraphTarget): Promise<Pick<Health, 'reasons' | 'sdlDigest'> | undefined> {
  if (!isRemote(target)) return target.health?.();
  const response = await fetch(routeOf(target, '/health/ready'), {
    redirect: 'error',
    signal: AbortSignal.timeout(ASK_MILLISECONDS),
  });
  const health = healthShape.parse(await response.json());
  return health.ready || health.reasons.length > 0 ? health : { ...health, reasons: ['not ready'] };
}
