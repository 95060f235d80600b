import {
  api,
  array,
  bytes,
  int16,
  int64,
  nullableString,
  since,
  string,
  struct,
  throttledLast,
} from '../wire/codec.ts';

export const SASL_HANDSHAKE = api({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  request: struct({ mechanism: string }),
  response: struct({ errorCode: int16, mechanisms: array(string) }),
});

export const API_VERSIONS = api({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 2],
  request: struct({}),
  response: throttledLast(
    1,
    struct({
      errorCode: int16,
      apiKeys: array(struct({ apiKey: int16, minVersion: int16, maxVersion: int16 })),
    }),
  ),
});

export const SASL_AUTHENTICATE = api({
  key: 36,
  name: 'SaslAuthenticate',
  versions: [0, 1],
  request: struct({ authBytes: bytes }),
  response: struct({
    errorCode: int16,
    errorMessage: nullableString,
    authBytes: bytes,
    sessionLifetimeMs: since(1, int64, 0),
  }),
});
