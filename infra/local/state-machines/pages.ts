import { ApiError } from './api-error.ts';

/** Pages of a listing. The token holds the listing's own mark, so that it is good for no other. */
export interface Page<T> {
  items: T[];
  nextToken?: string;
}

/** @throws ApiError InvalidToken */
export function readPage<T>(all: Iterable<T>, size: number, mark: string, token: string | undefined): Page<T> {
  const skipped = token === undefined ? 0 : positionOf(token, mark);
  const items: T[] = [];
  let at = 0;
  for (const item of all) {
    if (at++ < skipped) continue;
    if (items.length === size) return { items, nextToken: tokenFor(skipped + size, mark) };
    items.push(item);
  }
  return { items };
}

function tokenFor(position: number, mark: string): string {
  return Buffer.from(JSON.stringify([position, mark])).toString('base64url');
}

function positionOf(token: string, mark: string): number {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (Array.isArray(value) && typeof value[0] === 'number' && value[1] === mark) return value[0];
  } catch {
    // the same refusal as for a token of another listing
  }
  throw new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
}
