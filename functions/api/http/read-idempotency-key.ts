import { ProblemError } from '../../runtime/problem.ts';

/** @throws ProblemError `idempotency_key_required` */
export function readIdempotencyKey(key: string | undefined): string {
  if (key !== undefined && /^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new ProblemError(
    'idempotency_key_required',
    '请求头需要 Idempotency-Key：8 至 200 个可见的 ASCII 字符，每次新的办理用一个新的值，重试时用同一个值。',
  );
}
