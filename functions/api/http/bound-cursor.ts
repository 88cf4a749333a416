/**
 * A cursor is a place in one list: that of an operation with its path and its filters. Each carries a mark of its list,
 * so that one of another list is refused before anything reads on from it.
 */
import { createHash } from 'node:crypto';
import { ProblemError } from '../../runtime/problem.ts';

type Texts = Readonly<Record<string, string>>;

const MARK_LENGTH = 8;

const WHAT = '应为同一列表（筛选条件相同）上一页给出的 cursor';

export const invalidCursor = (): ProblemError =>
  new ProblemError('invalid_request', `“cursor”有误：${WHAT}。`, { issues: [{ path: 'cursor', message: WHAT }] });

/** How many entries a page has may change from page to page. */
function markOf(operation: string, params: Texts, query: Texts): string {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const list = [operation, ...[params, filters].map((texts) => Object.entries(texts).sort())];
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, MARK_LENGTH);
}

/** What a request for a list asks, without the mark. @throws ProblemError `invalid_request` */
export function openCursor(operation: string, params: Texts, query: Texts): Texts {
  const { cursor } = query;
  if (cursor === undefined) return query;
  if (!cursor.startsWith(markOf(operation, params, query))) throw invalidCursor();
  return { ...query, cursor: cursor.slice(MARK_LENGTH) };
}

/** What is answered, its cursor marked. */
export function bindCursor<Body>(operation: string, params: Texts, query: Texts, body: Body): Body {
  if (typeof body !== 'object' || body === null || !('cursor' in body) || typeof body.cursor !== 'string') return body;
  return { ...body, cursor: markOf(operation, params, query) + body.cursor };
}
