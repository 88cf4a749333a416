/**
 * Stored cases as a file of lines that can be decided again quickly. Each block has cases of one region and year: what
 * the rules were asked, what they answered, and every text once. Nothing in it says who a person is.
 */
import { z } from 'zod';
import type { SuppliedValue } from '../domain/settlement.ts';
import type { DecidedCase, Ground } from './impact.ts';

/** Cases a block. */
export const BLOCK = 5_000;

const NOTHING = -1;
const columns = z.array(z.int());
const values = z.array(z.unknown());

const blockSchema = z.object({
  region: z.string(),
  coverageYear: z.int(),
  ids: z.array(z.string()),
  /** Of each case the place of its value among the distinct ones; -1 for an undecided one. */
  asked: columns,
  figures: columns,
  basis: columns,
  supplied: columns,
  /** `1` for a case that ended too late. */
  tooLate: z.string(),
  values: z.object({ asked: values, figures: values, basis: values, supplied: values }),
});

/** Distinct values in the order in which they came. */
class Column {
  readonly #texts: string[] = [];
  readonly places: number[] = [];
  readonly #known = new Map<string, number>();

  add(value: unknown): void {
    if (value === undefined) {
      this.places.push(NOTHING);
      return;
    }
    const text = JSON.stringify(value);
    const place = this.#known.get(text) ?? this.#texts.push(text) - 1;
    this.#known.set(text, place);
    this.places.push(place);
  }

  get values(): string {
    return `[${this.#texts.join(',')}]`;
  }
}

/** One line, without its end. */
export function writeBlock(region: string, coverageYear: number, cases: readonly DecidedCase[]): string {
  const [asked, figures, basis, supplied] = [new Column(), new Column(), new Column(), new Column()];
  for (const one of cases) {
    asked.add(one.decided?.asked);
    figures.add(one.decided?.figures);
    basis.add(one.decided?.basis);
    supplied.add(one.supplied);
  }
  const head: Omit<z.input<typeof blockSchema>, 'values'> = {
    region,
    coverageYear,
    ids: cases.map(({ caseId }) => caseId),
    asked: asked.places,
    figures: figures.places,
    basis: basis.places,
    supplied: supplied.places,
    tooLate: cases.map(({ tooLate }) => (tooLate ? '1' : '0')).join(''),
  };
  const columnsOf = { asked, figures, basis, supplied };
  const written = Object.entries(columnsOf).map(([name, column]) => `"${name}":${column.values}`);
  return `${JSON.stringify(head).slice(0, -1)},"values":{${written.join(',')}}}`;
}

/** A line begins with these; so that a block of another table need not be read. */
export const beginningOf = (region: string, coverageYear: number): string =>
  JSON.stringify({ region, coverageYear }).slice(0, -1);

type Decided = NonNullable<DecidedCase['decided']>;

/** @throws ZodError for a line that is no block; what its values hold is taken as `writeBlock` wrote it */
export function readBlock(line: string): DecidedCase[] {
  const block = blockSchema.parse(JSON.parse(line));
  const asked = takeAs<Decided['asked']>(block.values.asked, isObject);
  const figures = takeAs<Decided['figures']>(block.values.figures, isObject);
  const basis = takeAs<Ground[]>(block.values.basis, Array.isArray);
  const supplied = takeAs<SuppliedValue[]>(block.values.supplied, Array.isArray);
  return block.ids.map((caseId, index) => {
    const at = <Value>(among: readonly Value[], column: readonly number[]) => among[column[index] ?? NOTHING];
    const [question, answer, grounds] = [at(asked, block.asked), at(figures, block.figures), at(basis, block.basis)];
    return {
      caseId,
      supplied: at(supplied, block.supplied) ?? [],
      tooLate: block.tooLate[index] === '1',
      ...(question && answer && grounds && { decided: { asked: question, figures: answer, basis: grounds } }),
    };
  });
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What this module wrote itself is not checked field by field: a million cases are read in seconds. */
function takeAs<Value>(among: readonly unknown[], fits: (value: unknown) => boolean): readonly Value[] {
  const areValues = (all: readonly unknown[]): all is readonly Value[] => all.every(fits);
  if (!areValues(among)) throw new TypeError('a snapshot with other content than this release writes');
  return among;
}
