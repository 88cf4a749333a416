/**
 * `npm run policies`: checks every policy table, and writes the JSON Schemas that editors use beside them; with `-- --tables DIR`
 * checks the tables of another folder instead, and writes nothing.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { hintsOf } from '../../functions/domain/reading/hints.ts';
import { nationalFileSchema, tableFileSchema } from '../../functions/policies/editor-schema.ts';
import { loadMoreTables, loadPolicyFiles, PolicyFileError } from '../../functions/policies/files.ts';
import { type TableValue, valuesOf } from '../../functions/policies/values-of.ts';
import { waysFileSchema } from '../../functions/policies/ways-schema.ts';
import { readArguments } from '../local/commands/arguments.ts';

const { values } = readArguments({
  name: 'policies',
  does: `Checks every policy table under workflows/policies: all mistakes at once, each with file, line, field and what would
be right. Writes the schemas that editors use beside them.`,
  options: {
    tables: { type: 'string', value: 'DIR', says: 'checks the tables of this folder instead, and writes nothing' },
  },
  example: 'npm run policies',
});

const directory = new URL('../../workflows/policies', import.meta.url).pathname;
const write = (name: string, schema: object) =>
  writeFileSync(`${directory}/${name}`, `${JSON.stringify(schema, null, 1)}\n`);

/** What they are called, each kind once: one of many telephones is a telephone. */
const kindsOf = (values: readonly TableValue[]): string =>
  [...new Set(values.map(({ name }) => kindOf(name.split(/[:：]/)[0] ?? '')))].join('、');

const LISTS = '名单的提供部门';
const kindOf = (name: string): string => (name.endsWith(LISTS) ? LISTS : name);

try {
  if (values.tables === undefined) {
    write('table.schema.json', tableFileSchema());
    write('national.schema.json', nationalFileSchema());
    write('ways.schema.json', waysFileSchema());
  }
  const versions = values.tables === undefined ? loadPolicyFiles(directory) : loadMoreTables(values.tables, directory);
  for (const { table, version, source } of versions) {
    console.log(`${table.region} ${table.name} ${table.coverageYear}: ${version}`);
    for (const { field, message } of hintsOf({ table, source })) console.log(`  提示：${field} ${message}`);
    const shown = valuesOf({ table, version, source }).filter(
      ({ information, standing }) => information && standing !== 'silent',
    );
    if (shown.length > 0) console.log(`  仅供告知、不影响测算的有 ${shown.length} 项：${kindsOf(shown)}`);
  }
  console.log(`${versions.length} 个版本,没有错误`);
} catch (cause) {
  if (!(cause instanceof PolicyFileError)) throw cause;
  console.error(cause.message.replaceAll(directory, relative(process.cwd(), directory) || '.'));
  process.exitCode = 1;
}
