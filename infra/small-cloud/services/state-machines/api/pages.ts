import type { Position } from '../engine/ended-table.ts';
import { StepFunctionsError } from '../engine/step-functions-error.ts';

/** Pages of a listing. The token holds the listing's own mark, so that it is good for no other. */
export interface ListingPage<T> {
  items: T[];
  nextToken?: string;
}

/** A page of what does not change while it is read. @throws ApiError InvalidToken */
export function readPage<T>(all: Iterable<T>, size: number, mark: string, token: string | undefined): ListingPage<T> {
  const place = token === undefined ? 0 : readToken(token, mark);
  if (typeof place !== 'number') throw invalidToken();
  const items: T[] = [];
  let at = 0;
  for (const item of all) {
    if (at++ < place) continue;
    if (items.length === size) return { items, nextToken: writeToken(place + size, mark) };
    items.push(item);
  }
  return { items };
}

/**
 * A page of executions: it goes on behind the last one of the page before, whatever has started or ended meanwhile.
 * @throws ApiError InvalidToken
 */
export async function readExecutionPage<T extends Position>(
  list: (after: Position) => AsyncIterable<T>,
  size: number,
  mark: string,
  token: string | undefined,
): Promise<ListingPage<T>> {
  const [started, key] = token === undefined ? [Number.POSITIVE_INFINITY, ''] : toPlace(readToken(token, mark));
  const items: T[] = [];
  for await (const item of list({ started, key })) {
    const last = items.at(-1);
    if (last && items.length === size) return { items, nextToken: writeToken([last.started, last.key], mark) };
    items.push(item);
  }
  return { items };
}

function toPlace(place: unknown): [started: number, key: string] {
  if (!Array.isArray(place)) throw invalidToken();
  return [Number(place[0]), String(place[1])];
}

function writeToken(place: unknown, mark: string): string {
  return Buffer.from(JSON.stringify([place, mark])).toString('base64url');
}

function readToken(token: string, mark: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(value) && value[1] === mark) return value[0];
  } catch {
    // the same refusal as for a token of another listing
  }
  throw invalidToken();
}

const invalidToken = () => new StepFunctionsError('InvalidToken', "Invalid Token: 'Invalid token'");
