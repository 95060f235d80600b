import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import type { Budget } from './stage.ts';

/** About how many bytes of BSON a value is. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 5;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 3 + sizeOf(item), 5);
  if (!isDoc(value)) return 9;
  let size = 5;
  for (const name of Object.keys(value)) size += name.length + 2 + sizeOf(value[name]);
  return size;
}

/** A budget for one command. */
export function makeBudget(most: number = LIMITS.blockingBytes): Budget {
  let held = 0;
  return {
    hold(doc: Doc) {
      held += sizeOf(doc);
      if (held <= most) return;
      throw new ServerError(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `Exceeded memory limit of ${most} bytes in an aggregation; the embedded engine does not spill to disk`,
      );
    },
  };
}
