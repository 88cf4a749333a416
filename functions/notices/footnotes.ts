/** The clauses behind a notice's sentences: numbered in the sentences, quoted once each at the end. */
import type { BasisEntry } from '../domain/decision.ts';
import type { Guidance } from './guidance.ts';

const STANDING_WORDS: Record<BasisEntry['standing'], string> = {
  stated: '',
  national: '',
  adopted: '（本地文件未载明，经办机构采用）',
  supplied: '（经办人员补充）',
};

interface Cited {
  document: string;
  quote: string;
  remark: string;
}

export class Footnotes {
  readonly #texts: string[] = [];
  readonly #cited: Cited[] = [];

  /** The mark after a sentence that the named rules of a decision decided. */
  markRules(basis: readonly BasisEntry[], rules?: readonly string[]): string {
    const used = rules ? basis.filter(({ rule }) => rules.includes(rule)) : basis;
    return this.#mark(
      used.map(({ document, quote, standing }) => ({ document, quote, remark: STANDING_WORDS[standing] })),
    );
  }

  /** The mark after a sentence that the clauses of these ids say. */
  markClauses({ clauses }: Guidance, ids: readonly string[]): string {
    const sources = ids.flatMap((id) => clauses[id] ?? []);
    return this.#mark(sources.map((source) => ({ ...source, remark: '' })));
  }

  /** The last lines of a notice. */
  lines(): string[] {
    return this.#texts.length === 0 ? [] : ['依据：', ...this.#texts.map((text, index) => `〔${index + 1}〕${text}`)];
  }

  /** The same, each document named once above what is quoted from it. */
  byDocument(): { document: string; quotes: (Pick<Cited, 'quote' | 'remark'> & { number: number })[] }[] {
    const numbered = this.#cited.map((cited, index) => ({ ...cited, number: index + 1 }));
    return [...Map.groupBy(numbered, ({ document }) => document)].map(([document, quotes]) => ({ document, quotes }));
  }

  #mark(sources: readonly Cited[]): string {
    const numbers = new Set<number>();
    for (const source of sources) {
      const text = cite(source);
      if (!this.#texts.includes(text)) {
        this.#texts.push(text);
        this.#cited.push(source);
      }
      numbers.add(this.#texts.indexOf(text) + 1);
    }
    return [...numbers].map((number) => `〔${number}〕`).join('');
  }
}

const cite = ({ document, quote, remark }: Cited): string =>
  quote === '' ? `${document}${remark}` : `${document}${remark}：“${quote}”`;
