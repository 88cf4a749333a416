/**
 * What people do over HTTP, for commands, scenarios and tests. Operations, what they take and what they answer are the
 * API's own route definitions; an answer that does not keep to its definition is thrown.
 */
import { z } from 'zod';
import { describedRoutes, type Operations } from '../../../functions/api/entries/described-routes.ts';
import { FileAnswer } from '../../../functions/runtime/http-handler.ts';

type Operation = keyof Operations;
export type Answer<Name extends Operation> = Operations[Name]['answer'];

type Part<Name extends string, Value> = undefined extends Value
  ? { [Key in Name]?: Value }
  : Record<never, never> extends Value
    ? { [Key in Name]?: Value }
    : { [Key in Name]: Value };

/** What an operation takes; a part that it does not need may be left out. */
export type Input<Name extends Operation> = Part<'params', Operations[Name]['params']> &
  Part<'query', Operations[Name]['query']> &
  Part<'body', Operations[Name]['body']> & { headers?: Readonly<Record<string, string>> };

interface Sent {
  /** A Buffer is sent as a file, a text as it stands, everything else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Gives up. */
  signal?: AbortSignal;
}

/** As it came, whatever it says. */
export interface Reply {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

const problemSchema = z.looseObject({ code: z.string(), detail: z.string() });

/** The API did not do what was asked. */
export class RefusedError extends Error {
  override name = 'RefusedError';
  readonly status: number;
  /** The problem's code; empty where the gateway refused. */
  readonly code: string;

  constructor(asked: string, { status, bytes }: Reply) {
    const said = bytes.toString('utf8');
    const problem = problemSchema.safeParse(readJson(said));
    const { code, detail } = problem.success ? problem.data : { code: '', detail: said };
    super(`${detail} (${[asked, status, code].join(' ').trim()})`);
    this.status = status;
    this.code = code;
  }
}

/** Somebody at a screen. */
export interface Desk {
  /** @throws RefusedError for a refusal; ZodError for an answer that is not as its route says */
  ask<Name extends Operation>(name: Name, input: Input<Name>): Promise<Answer<Name>>;
  /** The same with a body out of a file, which the API checks. */
  submit<Name extends Operation>(
    name: Name,
    input: Omit<Input<Name>, 'body'> & { body: Readonly<Record<string, unknown>> },
  ): Promise<Answer<Name>>;
  /** The raw door: sends anything, sound or not, and gives what came. For who sends what is wrong on purpose. */
  send(method: string, path: string, sent?: Sent): Promise<Reply>;
}

/**
 * @param url of the HTTP API
 * @param token asked for at each request, so that it is one that is still valid; null for somebody without one
 */
export function openDesk(url: string, token: () => string | null | Promise<string | null>): Desk {
  return openDeskOver(async (method, path, { body, headers = {}, signal } = {}) => {
    const bearer = await token();
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && {
          'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
        }),
        ...headers,
      },
      ...(body !== undefined && { body: asSent(body) }),
      ...(signal !== undefined && { signal }),
    });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  });
}

/** The same through another door than HTTP. */
export function openDeskOver(send: Desk['send']): Desk {
  function ask<Name extends Operation>(name: Name, input: Omit<Input<Name>, 'body'>): Promise<Answer<Name>>;
  async function ask(name: Operation, input: AnyInput): Promise<unknown> {
    const route = describedRoutes.find(({ description }) => description.operation === name);
    if (route === undefined) throw new Error(`there is no operation ${name}`);
    const { method, path, answer } = route.description;
    const reply = await send(method, addressOf(path, input), input);
    if (reply.status >= 300) throw new RefusedError(name, reply);
    return answer.parse(readAnswer(reply));
  }

  return { ask, submit: ask, send };
}

interface AnyInput extends Sent {
  params?: object;
  query?: object;
}

const asSent = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' ? body : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);

function addressOf(path: string, { params = {}, query = {} }: AnyInput): string {
  const values = new Map(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values.get(name) ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

function readAnswer({ headers, bytes }: Reply): unknown {
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return JSON.parse(bytes.toString('utf8'));
  return new FileAnswer(bytes, type, '');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A new key for each thing that is opened or recorded. */
export const newKey = () => ({ 'idempotency-key': crypto.randomUUID() });
