/** The clauses behind a notice's sentences: numbered in the sentences, quoted once each at the end. */
import type { BasisEntry } from '../domain/decision.ts';
import type { Guidance } from './guidance.ts';

const STANDING_WORDS: Record<BasisEntry['standing'], string> = {
  stated: '',
  national: '',
  adopted: '（本地文件未载明，经办机构采用）',
  supplied: '（经办人员补充）',
};

export class Footnotes {
  readonly #texts: string[] = [];

  /** The mark after a sentence that the named rules of a decision decided. */
  markRules(basis: readonly BasisEntry[], rules?: readonly string[]): string {
    const used = rules ? basis.filter(({ rule }) => rules.includes(rule)) : basis;
    return this.#mark(used.map(({ document, quote, standing }) => cite(document, quote, STANDING_WORDS[standing])));
  }

  /** The mark after a sentence that the clauses of these ids say. */
  markClauses({ clauses }: Guidance, ids: readonly string[]): string {
    const sources = ids.flatMap((id) => clauses[id] ?? []);
    return this.#mark(sources.map(({ document, quote }) => cite(document, quote, '')));
  }

  /** The last lines of a notice. */
  lines(): string[] {
    return this.#texts.length === 0 ? [] : ['依据：', ...this.#texts.map((text, index) => `〔${index + 1}〕${text}`)];
  }

  #mark(texts: readonly string[]): string {
    const numbers = new Set<number>();
    for (const text of texts) {
      if (!this.#texts.includes(text)) this.#texts.push(text);
      numbers.add(this.#texts.indexOf(text) + 1);
    }
    return [...numbers].map((number) => `〔${number}〕`).join('');
  }
}

const cite = (document: string, quote: string, remark: string): string =>
  quote === '' ? `${document}${remark}` : `${document}${remark}:“${quote}”`;
