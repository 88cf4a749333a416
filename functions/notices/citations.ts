/** The clauses under a sentence: document and quote, each clause once. */
import type { BasisEntry } from '../domain/decision.ts';
import type { Guidance } from './guidance.ts';

const STANDING_WORDS: Record<BasisEntry['standing'], string> = {
  stated: '',
  national: '',
  adopted: '(本地文件未载明,经办机构采用)',
  supplied: '(经办人员补充)',
};

const cite = (document: string, quote: string, remark = ''): string =>
  quote === '' ? `依据:${document}${remark}` : `依据:${document}${remark}:“${quote}”`;

/** Of a decision: the clauses of the rules named, in the order applied. */
export function citeRules(basis: readonly BasisEntry[], rules: readonly string[]): string[] {
  const used = basis.filter(({ rule }) => rules.includes(rule));
  return [...new Set(used.map(({ document, quote, standing }) => cite(document, quote, STANDING_WORDS[standing])))];
}

/** Of what a notice says on paying. */
export function citeClauses({ clauses }: Guidance, ids: readonly string[]): string[] {
  return [...new Set(ids)].flatMap((id) => {
    const source = clauses[id];
    return source ? [cite(source.document, source.quote)] : [];
  });
}
