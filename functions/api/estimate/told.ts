/** What the page tells of a decision, in the order in which people ask. */

import type { Decision, Review } from '../../domain/decision.ts';
import type { Alternative } from '../../domain/late-payment/assessment.ts';
import type { Footnotes } from '../../notices/footnotes.ts';
import { asRead } from '../../words/as-read.ts';
import { WARNING_WORDS } from '../../words/decisions.ts';

/** One of the lines on top: a question and its answer. */
export interface Headline {
  asks: string;
  says: string;
  /** Why, or under which condition. */
  because?: string;
}

export interface Told {
  headlines: Headline[];
  /** How it was reckoned. */
  reckoned: string[];
  /** How it is done. */
  how: string[];
  alternatives: readonly Alternative[];
  notes: Footnotes;
}

/** What stays open, as people are told: whom a text leaves alone, somebody at the agency can help. */
export interface Open {
  /** Places that the local text does not speak of, or in which it can be read in two ways. */
  unsaid: string[];
  /** Things to know beside the result. */
  remarks: string[];
  /** Paths of facts that a person can say here. */
  asked: string[];
}

export function openOf({ review, confirm, warnings }: Decision, canSay: (path: string) => boolean): Open {
  const facts = review.filter(({ settledBy }) => settledBy === 'fact');
  const asked = facts.filter(({ field }) => canSay(field)).map(({ field }) => field);
  return {
    asked: warnings.includes('history_not_given') ? [...asked, 'history'] : asked,
    unsaid: review.flatMap((one) => unsaidLine(one, asked)),
    remarks: [
      ...review.filter(({ settledBy }) => settledBy === 'acknowledgement').map(({ message }) => `${message}。`),
      ...warnings.filter((warning) => warning !== 'history_not_given').map((warning) => `${WARNING_WORDS[warning]}。`),
      ...adoptedLine(confirm.filter(({ field }) => !OF_REMINDERS.test(field)).map(({ label }) => label)),
    ].map(asRead),
  };
}

/** Nobody is reminded by this page. */
const OF_REMINDERS = /remind/i;

const adoptedLine = (labels: readonly string[]): string[] =>
  labels.length === 0
    ? []
    : [`本地政策没有载明、这里按通行做法计算的，以经办机构确认为准：${[...new Set(labels)].join('；')}。`];

function unsaidLine({ code, field, label, message, settledBy }: Review, asked: readonly string[]): string[] {
  if (settledBy === 'acknowledgement' || asked.includes(field)) return [];
  if (code === 'two_readings') return [`本地政策${asRead(message)}，请咨询经办机构。`];
  if (settledBy === 'fact') return [`${asRead(message)}，这里不能计算，请咨询经办机构。`];
  return [`${asRead(label)}：本地政策没有写明，请咨询经办机构。`];
}
