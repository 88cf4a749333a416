/** Calls of the API by the name of the operation, typed by its description. */
import { readSession, renewSession } from '../session/session.ts';
import { ApiError, UnreachableError } from './errors.ts';
import { OPERATIONS, type Operations } from './schema.ts';

export type Operation = keyof Operations;
type Parts = 'path' | 'query' | 'headers' | 'body';
/** A query comes from the address of a page and a body from a form: what they hold is for the API to check. */
type Input<Name extends Operation> = {
  [Part in Parts as Operations[Name][Part] extends undefined ? never : Part]: Part extends 'body'
    ? Record<string, unknown> | Blob
    : Part extends 'query'
      ? { [Key in keyof Operations[Name]['query']]?: string | undefined }
      : Operations[Name][Part];
};
export type Answer<Name extends Operation> = Operations[Name]['answer'];

/** Any part of an input, for the code that puts a request together. */
interface Given {
  path?: Record<string, string> | undefined;
  query?: Record<string, string | undefined> | undefined;
  headers?: Record<string, string> | undefined;
  body?: unknown;
}

/**
 * @throws ApiError with what the API says is wrong; UnreachableError where no answer came. A session that has ended is
 * renewed first, and the call then goes on.
 */
export async function call<Name extends Operation>(
  name: Name,
  input: Input<Name> & Given,
  signal?: AbortSignal,
): Promise<Answer<Name>> {
  const { method, path, answers } = OPERATIONS[name];
  const response = await send(method, addressOf(path, input), input, signal ?? null);
  if (!response.ok) throw await problemOf(response);
  return answers === 'json' ? response.json() : fileOf(response);
}

async function send(method: string, address: string, input: Given, signal: AbortSignal | null): Promise<Response> {
  for (let again = false; ; again = true) {
    const session = readSession();
    const token = session.status === 'in' ? session.tokens.access : '';
    const isFile = input.body instanceof Blob;
    const init: RequestInit = {
      method,
      signal,
      headers: {
        authorization: `Bearer ${token}`,
        ...(input.body !== undefined && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
        ...input.headers,
      },
      ...(input.body !== undefined && { body: input.body instanceof Blob ? input.body : JSON.stringify(input.body) }),
    };
    let response: Response;
    try {
      response = await fetch(address, init);
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new UnreachableError(method !== 'GET', cause);
    }
    if (response.status !== 401 || again || !(await renewSession())) return response;
  }
}

export function addressOf(pattern: string, { path = {}, query = {} }: Pick<Given, 'path' | 'query'>): string {
  const filled = pattern.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(path[name] ?? ''));
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
}

async function problemOf(response: Response): Promise<ApiError> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    body = undefined;
  }
  return new ApiError(response.status, body);
}

async function fileOf(response: Response): Promise<Blob> {
  return response.blob();
}
