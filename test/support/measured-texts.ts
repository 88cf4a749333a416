/** Texts that have a table written by hand: whole notices, and excerpts that stand as clauses in their tables. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { JsonObject } from '../../functions/domain/json.ts';

interface MeasuredText {
  /** Folder of the table, and its year. */
  name: string;
  text: string;
  table: JsonObject;
}

const folder = join(import.meta.dirname, '../policies');
const tableSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const tableIn = (file: string): JsonObject => tableSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
const quotesSchema = z.record(z.string(), z.looseObject({ quote: z.string() }));

/** A text of `test/policies/texts` as it was found. */
export const wholeText = (name: string): string => readFileSync(join(folder, 'texts', name), 'utf8');

export function measuredTexts(): MeasuredText[] {
  const whole = readdirSync(join(folder, 'texts'))
    .filter((name) => /^\d{6}-/.test(name))
    .map((name): MeasuredText => {
      const [, place = '', year = ''] = /^(.+)-(\d{4})\.txt$/.exec(name) ?? [];
      return {
        name: `${place} ${year}`,
        text: wholeText(name),
        table: tableIn(`../../workflows/policies/${place}/${year}.yaml`),
      };
    });
  const excerpts = readdirSync(join(folder, 'notices')).flatMap((place) =>
    readdirSync(join(folder, 'notices', place)).map((file): MeasuredText => {
      const table = tableIn(`notices/${place}/${file}`);
      const quotes = Object.values(quotesSchema.parse(table.clauses)).map(({ quote }) => quote);
      // An excerpt ends where its sentence ends, whether it has the stop or not.
      const text = quotes.map((quote) => (/[。\uFF1B\uFF0C\uFF1F;]$/.test(quote) ? quote : `${quote}。`)).join('\n');
      return { name: `${place} ${file.slice(0, 4)}`, text, table };
    }),
  );
  return [...whole, ...excerpts];
}
