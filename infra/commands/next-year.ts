/** `npm run -s next-year -- REGION YEAR`: begins the table of the next year from that of this one, as proposals. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { JsonObject } from '../../functions/domain/policy.ts';
import { proposeNextYear } from '../../functions/policies/next-year.ts';
import { waysOfFirstForm } from '../../functions/policies/ways-of-first-form.ts';
import { readArguments } from '../local/commands/arguments.ts';

const { values, positionals } = readArguments({
  name: 'next-year',
  does: `Begins the table of the next year from that of this one: every value is there as a proposal, to be confirmed by a
clause of the new notice. Prints it; nothing is written.`,
  takes: ['REGION', 'YEAR'],
  options: {
    tables: { type: 'string', value: 'DIR', says: 'the folder of the tables, instead of workflows/policies' },
  },
  example: 'npm run -s next-year -- 141181 2026 > workflows/policies/141181-xiaoyi/2027.yaml',
});
const directory = values.tables ?? new URL('../../workflows/policies', import.meta.url).pathname;
const [region = '', year = ''] = positionals;
const folder = readdirSync(directory).find((name) => name.startsWith(`${region}-`));
const file = folder === undefined ? '' : join(directory, folder, `${year}.yaml`);
const tableSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());

if (!/^\d{6}$/.test(region) || !/^\d{4}$/.test(year) || !existsSync(file)) {
  console.error(`没有 ${region} 地区 ${year} 参保年度的政策表。例如:npm run -s next-year -- 141181 2026`);
  process.exitCode = 1;
} else {
  const table = tableSchema.parse(parse(readFileSync(file, 'utf8')));
  const inWays = table.ways === undefined ? waysOfFirstForm(table) : table;
  console.log('# yaml-language-server: $schema=../ways.schema.json');
  console.log(
    '# 由上一年的表写成:proposed 是上一年的数值(日期已加一年),last 是上一年的条款。逐项按新通知核对,写成“数值 @条款”。',
  );
  console.log(stringify(proposeNextYear(inWays), { lineWidth: 0, flowCollectionPadding: true }));
}
