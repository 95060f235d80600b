import { apiOfKey, CATALOG } from '../message/catalog.ts';
import type { ApiName } from '../message/catalog.ts';
import { MalformedRequest, Reader } from '../wire/reader.ts';

/** A request whose header was understood and whose version we speak. */
export interface IncomingRequest {
  readonly name: ApiName;
  readonly version: number;
  readonly correlationId: number;
  readonly clientId: string;
  readonly body: Reader;
}

/** An ApiVersions request of a version we do not speak: answered with what we do speak, as every client expects. */
export interface UnspokenApiVersions {
  readonly name: 'UnspokenApiVersions';
  readonly correlationId: number;
}

/**
 * Reads the header of a frame.
 *
 * @throws MalformedRequest for an API or a version that is not spoken: like Kafka, the connection is closed, because no
 * answer the client could read exists
 */
export function readRequest(frame: Buffer): IncomingRequest | UnspokenApiVersions {
  const from = new Reader(frame);
  const key = from.int16();
  const version = from.int16();
  const correlationId = from.int32();
  const name = apiOfKey(key);
  if (name === undefined) throw new MalformedRequest(`API key ${key} is not supported`);
  const [lowest, highest] = CATALOG[name].versions;
  if (version < lowest || version > highest) {
    if (name === 'ApiVersions') return { name: 'UnspokenApiVersions', correlationId };
    throw new MalformedRequest(`${name} version ${version} is not supported (${lowest} to ${highest} are)`);
  }
  return { name, version, correlationId, clientId: from.nullableString() ?? '', body: from };
}
