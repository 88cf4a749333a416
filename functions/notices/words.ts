/** How notices say amounts, payers and channels. */
import { formatYuan, parseYuan } from '../domain/money.ts';
import { NOTICED_CHANNEL_NAMES } from '../domain/regions.ts';
import { PAYER_WORDS } from '../words/decisions.ts';
import { wordOf } from '../words/word-of.ts';

/** @param names of the payers that a table declares itself */
export const payerWords = (payer: string | null | undefined, names: Readonly<Record<string, string>> = {}): string =>
  payer === undefined || payer === null ? '有关资金' : (names[payer] ?? wordOf(PAYER_WORDS, payer));

/** A policy table may name a channel that the contract does not. */
export const channelWords = (channel: string): string => wordOf(NOTICED_CHANNEL_NAMES, channel);

/** Decimal yuan as it is printed. */
export function yuan(amount: string): string {
  const parsed = parseYuan(amount);
  return `${parsed === null ? amount : formatYuan(parsed)} 元`;
}

/** True of a decimal amount that is known and more than nothing. */
export const isSome = (amount: string | null): amount is string => amount !== null && parseYuan(amount) !== 0;
