/** Keeps what several sentences say of one field: the best of them is the proposal, the others agree or are told. */
import type { Json } from '../json.ts';
import type { Proposal, Sureness } from './proposal.ts';
import type { Sentence } from './sentences.ts';

interface Candidate {
  value: Json;
  sentence: Sentence;
  sureness: Sureness;
}

export class Gathering {
  readonly #fields = new Map<string, Candidate[]>();

  /** @param exact false where a year was supplied, or the value follows from the sentence only */
  add(field: string, value: Json, sentence: Sentence, exact = true): void {
    const sureness: Sureness = sentence.damage.length > 0 ? 'damaged' : exact ? 'sure' : 'likely';
    this.#fields.set(field, [...(this.#fields.get(field) ?? []), { value, sentence, sureness }]);
  }

  has(field: string): boolean {
    return this.#fields.has(field);
  }

  /** What would be proposed for a field, with its sentence. */
  best(field: string): Candidate | undefined {
    const all = this.#fields.get(field) ?? [];
    const rank = ({ sureness, value }: Candidate): number =>
      (sureness === 'likely' ? 1000 : 0) - (field.endsWith('.who') ? JSON.stringify(value).length : 0);
    return [...all].sort((a, b) => rank(a) - rank(b))[0];
  }

  replace(field: string, value: Json, sentence: Sentence, exact: boolean): void {
    this.#fields.delete(field);
    this.add(field, value, sentence, exact);
  }

  /** Takes a field away, and whatever it says. */
  drop(field: string): void {
    this.#fields.delete(field);
  }

  proposals(): Proposal[] {
    return [...this.#fields.keys()].flatMap((field) => {
      const best = this.best(field);
      if (best === undefined) return [];
      const { start, end, quote, damage } = best.sentence;
      return [{ field, value: best.value, sureness: best.sureness, damage, start, end, quote }];
    });
  }

  /** Sentences that say what is proposed. */
  used(): Set<number> {
    const used = new Set<number>();
    for (const [field, candidates] of this.#fields) {
      const said = JSON.stringify(this.best(field)?.value);
      for (const { value, sentence } of candidates) if (JSON.stringify(value) === said) used.add(sentence.start);
    }
    return used;
  }
}
