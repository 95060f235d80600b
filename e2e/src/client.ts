/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly fault?: string; readonly advice?: string };
}

/** Somebody with a token (or without one) who talks to the platform over HTTP. */
export interface Client {
  readonly url: string;
  readonly token: string | undefined;
  /** Asks a GraphQL question and demands an answer without errors. */
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** Asks a GraphQL question that may be refused. */
  tryAsk(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<{ status: number; data?: unknown; errors?: readonly GraphqlError[] }>;
  /** Posts a document and demands success. */
  post(path: string, body: unknown): Promise<unknown>;
  /** Sends anything, and says what came back. */
  send(path: string, init?: RequestInit): Promise<Answer>;
}

/** A client of the platform at an address. */
export function clientOf(url: string, token: string | undefined): Client {
  async function send(path: string, { headers, ...init }: RequestInit = {}): Promise<Answer> {
    const own = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}${path}`, { ...init, headers: { ...own, ...(headers as object) } });
    return { status: response.status, body: parse(await response.text()) };
  }
  function sendJson(path: string, body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    return send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  async function tryAsk(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): ReturnType<Client['tryAsk']> {
    const { status, body } = await sendJson('/graphql', { query, variables });
    return { ...(body as object), status };
  }
  return {
    url,
    token,
    send,
    tryAsk,
    async ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) {
      const { status, data, errors } = await tryAsk(query, variables);
      if (errors !== undefined || status !== 200) throw new Error(`${status} ${JSON.stringify(errors)}`);
      return data as Data;
    },
    async post(path, body) {
      const answer = await sendJson(path, body);
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
