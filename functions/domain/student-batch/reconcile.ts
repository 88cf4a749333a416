/** Before a batch is sent: who stays insured and who leaves are together the roll, or it is said why not. */

export interface RollCount {
  /** Students whom the university has on its roll, as it says. */
  roll: number;
  /** Students with a paid year that has not begun, those of the batch left out. */
  staying: number;
  /** Students of the batch. */
  leaving: number;
}

/** 0 where it fits; more on the roll than in the ledger is positive. */
export const differenceOf = ({ roll, staying, leaving }: RollCount): number => roll - staying - leaving;

export const SHORTEST_REASON = 5;

/** Null if the batch may be sent; otherwise a sentence that says what is missing. */
export function missingReason(count: RollCount, reason: string | undefined): string | null {
  const difference = differenceOf(count);
  if (difference === 0 || (reason ?? '').trim().length >= SHORTEST_REASON) return null;
  const { roll, staying, leaving } = count;
  const side = difference > 0 ? '学籍人数多出' : '参保人数多出';
  return `在保 ${staying} 人加离校 ${leaving} 人，与学籍 ${roll} 人不符，${side} ${Math.abs(difference)} 人。请核对人数，或在 reason 中写明原因（至少 ${SHORTEST_REASON} 个字）。`;
}
