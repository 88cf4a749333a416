/** Rule "individual contribution": the line of the table that a person falls under. */
import { type Li, li } from '../money.ts';
import { holds } from './condition.ts';
import { dayOf } from './day.ts';
import { anchorsOf, type Inquiry, type Question } from './inquiry.ts';
import type { ContributionLine, Part } from './model.ts';

/**
 * The first line that holds. A fact about which the person says nothing passes over a special line; one that what is said
 * makes matter is a question.
 */
export function lineFor(inquiry: Inquiry): ContributionLine | Question | null {
  const { rules, used } = inquiry;
  let unsaid: Question | null = null;
  for (const line of rules.contribution) {
    const before = used.length;
    const answer = line.who === null || holds(line.who, inquiry);
    if (answer === true) return line;
    used.length = before;
    if (answer === false) continue;
    if (answer.claimed) return answer;
    unsaid ??= answer;
  }
  return unsaid;
}

export const isLine = (found: ContributionLine | Question | null): found is ContributionLine =>
  found !== null && !('key' in found);

/** A part of a year's amount, rounded once to the region's places; null where its months can't be told. */
export function partOf(amount: Li, part: Part, inquiry: Inquiry): Li | null {
  switch (part.kind) {
    case 'whole':
      return amount;
    case 'amount':
      return part.amount;
    case 'fraction':
      return rounded(amount * part.numerator, part.denominator, inquiry.rules.places);
    case 'months': {
      const anchors = anchorsOf(inquiry);
      const [from, to] = [dayOf(part.from, anchors), dayOf(part.to, anchors)];
      if (from === null || to === null) return null;
      const months = monthNumber(to) - monthNumber(from) + 1;
      return months < 1 ? null : rounded(amount * Math.min(months, 12), 12, inquiry.rules.places);
    }
  }
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Half up, to the decimals in which the region pays. */
function rounded(numerator: number, denominator: number, places: 2 | 3): Li {
  const unit = places === 3 ? 1 : 10;
  const divisor = denominator * unit;
  return li(Math.floor((2 * numerator + divisor) / (2 * divisor)) * unit);
}
