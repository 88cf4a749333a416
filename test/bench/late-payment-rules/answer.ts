/** What is compared of a decision, whoever made it. */
import { z } from 'zod';
import type { BasisEntry } from '../../../functions/domain/decision.ts';
import { firstFormOf } from '../../domain/late-payment/tables.ts';

/** A value that decided, with its rule, the id of its clause, and what the clause says. */
type Citation = Pick<BasisEntry, 'rule' | 'clause' | 'document' | 'quote'>;

const text = z.string().nullable();
const answerSchema = z.strictObject({
  timing: text,
  nextOpenOn: text,
  identity: text,
  /** Decimal yuan. */
  individual: text,
  subsidy: text,
  repair: text,
  aid: text,
  payable: text,
  /** Months of the wait, and of these the ones that are bought back. */
  months: z.number().nullable(),
  repaired: z.number().nullable(),
  benefitStart: text,
  benefitEnd: text,
  /** Codes of what a person must decide. */
  reviews: z.array(z.string()),
  basis: z.array(z.object({ rule: z.string(), clause: z.string(), document: z.string(), quote: z.string() })),
});
export type Answer = z.output<typeof answerSchema>;

/** A line with an answer, to be compared: reviews and basis without order, which a rules engine has not, each once. */
export function readAnswer(line: string): string {
  const { reviews, basis, ...values } = answerSchema.parse(JSON.parse(line));
  const sorted = (list: string[]) => [...new Set(list)].sort();
  return JSON.stringify({
    ...Object.fromEntries(Object.entries(values).sort()),
    reviews: sorted(reviews),
    basis: sorted(basis.map(({ rule, clause, document, quote }) => [rule, clause, document, quote].join(' · '))),
  });
}

const version = firstFormOf('141181', 2026).at(-1);
if (!version) throw new Error('no table of Xiaoyi for 2026');
/** The table that all decide by: in its first form, whose rules and clauses the peers were written after. */
export const policy = version;

const citations = new Map(
  Object.entries(policy.table.clauses).map(([clause, { document, quote }]) => {
    const { title = '', number } = policy.table.documents[document] ?? {};
    return [clause, { document: number === undefined ? title : `${title}(${number})`, quote }];
  }),
);

/** A clause of the table as a basis names it. @throws for an id that the table has not */
export function cite(rule: string, clause: string): Citation {
  const found = citations.get(clause);
  if (!found) throw new Error(`no clause ${clause}`);
  return { rule, clause, ...found };
}
