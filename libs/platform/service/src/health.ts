import { messageOf } from '@bulkhead/core-base';

/** Whether a service can do its work now, and if not, why. */
export interface Health {
  readonly service: string;
  readonly ready: boolean;
  /** Sentences without secrets; empty when ready. */
  readonly reasons: readonly string[];
  /** Digest of the SDL it runs. */
  readonly sdlDigest: string;
}

const CHECK_MILLISECONDS = 3_000;

/** What a part says of itself when asked, or that it did not answer in time. */
export async function reasonsOf(part: string, check: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(resolve, CHECK_MILLISECONDS, [`${part} does not answer within ${CHECK_MILLISECONDS} ms`]);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return [`${part}: ${messageOf(error)}`];
  } finally {
    clearTimeout(timer);
  }
}
