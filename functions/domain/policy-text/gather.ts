/** Keeps what several sentences say of one field: the best of them is the proposal, the others agree or contradict it. */
import type { Json } from '../json.ts';
import { sumOf } from './figures.ts';
import type { Contradiction, Proposal, Sureness } from './proposal.ts';
import type { Sentence } from './sentences.ts';
import { isStated } from './stated.ts';

interface Candidate {
  value: Json;
  sentence: Sentence;
  sureness: Sureness;
}

/** One text for one value: parts that add up to an amount are that amount. */
function keyOf(value: Json | undefined): string {
  const sum = typeof value === 'object' ? sumOf(value) : Number.NaN;
  return JSON.stringify(Number.isNaN(sum) ? value : sum.toFixed(2)) ?? '';
}

/** Parts are an amount that they add up to, and no other parts: those of another county may have the same sum. */
const agree = (one: Json, other: Json | undefined): boolean =>
  typeof one === 'object' && typeof other === 'object'
    ? JSON.stringify(one) === JSON.stringify(other)
    : keyOf(one) === keyOf(other);

/** The last day of a way, or the one after it. */
const ANCHORED = /^(in_time|extension)(?: > next_day)?$/;
const anchorOf = (field: string, value: Json): string | undefined =>
  typeof value === 'string' && field.includes('.open.') ? ANCHORED.exec(value)?.[1] : undefined;

const MAY_DIFFER = /\.(?:who|kind)$/;

export class Gathering {
  readonly #fields = new Map<string, Candidate[]>();

  /** @param exact false where a year was supplied, or the value follows from the sentence only */
  add(field: string, value: Json, sentence: Sentence, exact = true): void {
    const sureness: Sureness =
      sentence.damage.length > 0 ? 'damaged' : exact && isStated(field, value, sentence.text) ? 'sure' : 'likely';
    this.#fields.set(field, [...(this.#fields.get(field) ?? []), { value, sentence, sureness }]);
  }

  has(field: string): boolean {
    return this.#fields.has(field);
  }

  /**
   * What sentences say of a field that cannot all be true, each value once; empty where they agree. What only follows from
   * a sentence contradicts nothing, and of two lists of people the longer one is meant.
   */
  #against(field: string): Candidate[] {
    if (MAY_DIFFER.test(field)) return [];
    const said = (this.#fields.get(field) ?? []).filter(({ sureness }) => sureness !== 'likely');
    const once = [...new Map(said.map((one) => [keyOf(one.value), one])).values()];
    return once.length > 1 ? once : [];
  }

  /** What would be proposed for a field, with its sentence; nothing where sentences contradict each other. */
  best(field: string): Candidate | undefined {
    const all = this.#fields.get(field) ?? [];
    if (this.#against(field).length > 0) return undefined;
    const rank = ({ sureness, value }: Candidate): number =>
      (sureness === 'likely' ? 1000 : 0) -
      (field.endsWith('.who') ? JSON.stringify(value).length : typeof value === 'object' ? 1 : 0);
    return [...all].sort((a, b) => rank(a) - rank(b))[0];
  }

  /** What would be proposed for each field of such a name. */
  valuesOf(name: RegExp): Json[] {
    return [...this.#fields.keys()].flatMap((field) => {
      const best = name.test(field) ? this.best(field) : undefined;
      return best === undefined ? [] : [best.value];
    });
  }

  replace(field: string, value: Json, sentence: Sentence, exact: boolean): void {
    this.#fields.delete(field);
    this.add(field, value, sentence, exact);
  }

  /** Takes a field away, and whatever it says. */
  drop(field: string): void {
    this.#fields.delete(field);
  }

  /** What says a day by the last one of a way. */
  hangingOn(way: string): Candidate[] {
    return [...this.#fields.keys()].flatMap((field) => {
      const best = this.best(field);
      return best !== undefined && anchorOf(field, best.value) === way ? [best] : [];
    });
  }

  /** Takes away days that hang on a way that the text does not speak of: a table could not say them. */
  dropDangling(): void {
    for (const [field, candidates] of [...this.#fields]) {
      const kept = candidates.filter(({ value }) => {
        const way = anchorOf(field, value);
        return way === undefined || this.has(`ways.${way}.kind`);
      });
      if (kept.length === 0) this.drop(field);
      else this.#fields.set(field, kept);
    }
  }

  proposals(): Proposal[] {
    return [...this.#fields.keys()].flatMap((field) => {
      const best = this.best(field);
      if (best === undefined) return [];
      const { start, end, quote, damage } = best.sentence;
      return [{ field, value: best.value, sureness: best.sureness, damage, start, end, quote }];
    });
  }

  contradictions(): Contradiction[] {
    return [...this.#fields.keys()].flatMap((field) => {
      const said = this.#against(field).map(({ value, sentence: { start, end, quote } }) => ({
        value,
        start,
        end,
        quote,
      }));
      return said.length > 0 ? [{ field, said }] : [];
    });
  }

  /** What is proposed from a sentence, or contradicts what another says, by the start of the sentence. */
  read(): Map<number, { field: string; value: Json }[]> {
    const read = new Map<number, { field: string; value: Json }[]>();
    const put = (field: string, { value, sentence: { start } }: Candidate): void => {
      read.set(start, [...(read.get(start) ?? []), { field, value }]);
    };
    for (const [field, candidates] of this.#fields) {
      const isDisputed = this.#against(field).length > 0;
      const best = this.best(field)?.value;
      for (const one of candidates) if (isDisputed || agree(one.value, best)) put(field, one);
    }
    return read;
  }
}
