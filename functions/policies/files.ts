/**
 * Reads the policy tables under `workflows/policies`: one YAML file a region and coverage year, the national layer
 * beside them. Mistakes are reported all together, each with file, line, field and what would be right; then nothing is
 * returned.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { findContradictions } from '../domain/policy/contradictions.ts';
import { readPolicy } from '../domain/policy/read-policy.ts';
import {
  clauseSchema,
  documentSchema,
  isInFirstForm,
  type Json,
  type JsonObject,
  type PolicyVersion,
} from '../domain/policy.ts';
import { unconfirmed } from '../domain/reading/reading.ts';
import { isDivision } from './divisions.ts';
import { citedClauses, fillNational, isMapping, type NationalLayer, replaceAt } from './layers.ts';
import { openTableFile, PolicyFileError, type TableFile } from './table-file.ts';
import { type Mistake, mistakesOf } from './table-mistakes.ts';
import { withTaken } from './taken-packs.ts';
import { versionOf } from './version.ts';

export { PolicyFileError };

const jsonSchema: z.ZodType<Json> = z.json();
const objectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema);

const nationalSchema = z.strictObject({
  fromCoverageYear: z.int(),
  why: z.string(),
  documents: z.record(z.string(), documentSchema),
  clauses: z.record(z.string(), clauseSchema),
  /** What a table is that takes a value from here: by a national rule, or adopted. */
  standing: z.enum(['national', 'adopted']).default('adopted'),
  values: objectSchema.default({}),
  /** Values in the form of ways, by the name under which a table takes them. */
  packs: z.record(z.string(), objectSchema).default({}),
});

const amendmentSchema = z.strictObject({
  inForceFrom: z.string(),
  /** Raised where what is published for that day was wrong, or is written in another form. */
  revision: jsonSchema.default(1),
  why: z.string(),
  replaces: objectSchema,
});

/** A region's file: a table as `policyTableSchema` has it once it is complete, and what changed while the year ran. */
const policyFileSchema = z.looseObject({
  revision: jsonSchema.default(1),
  amendments: z.array(amendmentSchema).default([]),
});

/**
 * All versions of all tables, in order of region, year and day in force.
 * @param nationalLayer of a folder that has none of its own
 * @throws PolicyFileError
 */
export function loadPolicyFiles(directory: string, nationalLayer = join(directory, 'national')): PolicyVersion[] {
  const layers = listYaml(nationalLayer).map(readNational);
  const folders = readdirSync(directory, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'national',
  );
  const files = folders.flatMap((folder) => listYaml(join(directory, folder.name))).sort();
  if (files.length === 0) throw new PolicyFileError(`${directory}: 每个统筹区应有一个文件夹,其中每个年度一个文件`);
  const mistakes: string[] = [];
  const versions = files.flatMap((file) => {
    try {
      return readRegion(file, layers);
    } catch (cause) {
      if (!(cause instanceof PolicyFileError)) throw cause;
      mistakes.push(cause.message);
      return [];
    }
  });
  mistakes.push(...twice(versions));
  if (mistakes.length > 0) throw new PolicyFileError(mistakes.join('\n'));
  return versions;
}

/**
 * Tables of a folder laid out like `directory`, with its national layer, or the one of `directory` where it has none.
 * @throws PolicyFileError
 */
export function loadMoreTables(folder: string, directory: string): PolicyVersion[] {
  if (!existsSync(folder)) throw new PolicyFileError(`${folder}: 没有这个文件夹`);
  const own = join(folder, 'national');
  return loadPolicyFiles(folder, existsSync(own) ? own : join(directory, 'national'));
}

/** What tables take from the nation, and the readings that they adopt. @throws PolicyFileError */
export const loadNationalLayers = (directory: string): NationalLayer[] =>
  listYaml(join(directory, 'national')).map(readNational);

/** The versions of one file that is not published yet. @throws PolicyFileError */
export function loadPolicyDraft(file: string, directory: string): PolicyVersion[] {
  return readRegion(file, loadNationalLayers(directory));
}

/** @throws PolicyFileError for a file that would be passed over without a word. */
function listYaml(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => !name.startsWith('.'));
  const other = names.find((name) => !name.endsWith('.yaml'));
  if (other !== undefined) {
    throw new PolicyFileError(`${join(directory, other)}: 文件名应为“参保年度.yaml”,如 2027.yaml;其他文件不会被读取`);
  }
  return names.sort().map((name) => join(directory, name));
}

function twice(versions: readonly PolicyVersion[]): string[] {
  const keys = versions.map(({ table }) => `${table.region} ${table.coverageYear} ${table.inForceFrom}`);
  const again = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [...new Set(again)].map((key) => `${key}: 同一统筹区、年度和施行日期有两个文件`);
}

function readNational(file: string): NationalLayer {
  const source = openTableFile(file);
  return source.check(nationalSchema.safeParse(source.content));
}

function readRegion(file: string, layers: NationalLayer[]): PolicyVersion[] {
  const source = openTableFile(file);
  const { amendments, ...first } = source.check(policyFileSchema.safeParse(source.content));
  const base = objectSchema.parse(JSON.parse(JSON.stringify(first)));
  source.refuse(unchecked(base));
  const year = z.int().safeParse(base.coverageYear).data ?? Number(basename(file, '.yaml'));
  const found = [...misnamed(file, base), ...misdated(base, year), ...leftOver(base, file)];
  const versions = [base];
  for (const [index, { inForceFrom, revision, why, replaces }] of amendments.entries()) {
    const before = versions.at(-1) ?? base;
    if (inForceFrom <= String(before.inForceFrom)) {
      const message = `应晚于 ${before.inForceFrom}:各版本的施行日期不能重叠`;
      source.refuse([{ path: ['amendments', index, 'inForceFrom'], message }]);
    }
    versions.push({ ...replaceAt(before, replaces), inForceFrom, revision, why });
  }
  return versions.map((version) => complete(source, version, year, layers, found));
}

/** A table that says it is of another region or year than its folder and file. */
function misnamed(file: string, { region, coverageYear }: JsonObject): Mistake[] {
  const [folder, year] = [basename(dirname(file)), basename(file, '.yaml')];
  return [
    ...(typeof region === 'string' && /^\d{6}$/.test(region) && !isDivision(region) && basename(file) !== FORM
      ? [
          {
            path: ['region'],
            message: `GB/T 2260 没有 ${region} 这个代码：应为统筹区的 6 位行政区划代码，如 "141181"。名单截至 2021 年底；此后新设的，先补入 functions/policies/divisions.json`,
          },
        ]
      : []),
    ...(/^\d{6}-/.test(folder) && typeof region === 'string' && !folder.startsWith(`${region}-`)
      ? [{ path: ['region'], message: `应为 "${folder.slice(0, 6)}",与文件夹 ${folder} 一致` }]
      : []),
    ...(/^\d{4}$/.test(year) && coverageYear !== undefined && year !== String(coverageYear)
      ? [{ path: ['coverageYear'], message: `应为 ${year},与文件名一致` }]
      : []),
  ];
}

/** Words of the form that nobody has replaced. */
function leftOver(table: JsonObject, file: string): Mistake[] {
  const found: Mistake[] = [];
  const visit = (node: Json, path: Mistake['path']): void => {
    if (Array.isArray(node)) node.forEach((one, index) => void visit(one, [...path, index]));
    else if (isMapping(node)) for (const [key, one] of Object.entries(node)) visit(one, [...path, key]);
    else if (FORM_WORDS.some((word) => word === node)) found.push({ path, message: '还是样表中的文字,请改为实际内容' });
  };
  if (basename(file) !== FORM) visit(table, []);
  return found;
}
const FORM = 'new-table.yaml';
const FORM_WORDS = ['某市', '某政办发〔2026〕1号', '在这里逐字抄写原文的一句。'];

/** Values that were read from a text, or stand in last year's table, and that nobody has confirmed. */
function unchecked(table: JsonObject): Mistake[] {
  const found: Mistake[] = [];
  const visit = (node: Json, path: Mistake['path']): void => {
    if (Array.isArray(node)) node.forEach((one, index) => void visit(one, [...path, index]));
    else if (isMapping(node) && node.proposed !== undefined) found.push({ path, message: unconfirmed(node) });
    else if (isMapping(node)) for (const [key, one] of Object.entries(node)) visit(one, [...path, key]);
  };
  visit(table, []);
  return found;
}

const daysSchema = z.looseObject({ value: z.string() }).catch({ value: '' });
const DAYS = [
  ['period', 'start'],
  ['period', 'end'],
  ['extension', 'end'],
  ['late', 'start'],
  ['late', 'end'],
  ['newborn', 'nextYearDeadline'],
] as const;

/**
 * Slips of the pen in the days of a first version. Money for a year is collected in that year or in the one before.
 * The version that decides a period's payments is in force before the period ends.
 */
function misdated(table: JsonObject, coverageYear: number): Mistake[] {
  const valueAt = ([section, field]: (typeof DAYS)[number]): string => {
    const part = table[section];
    return isMapping(part) ? daysSchema.parse(part[field]).value : '';
  };
  const far = DAYS.filter((path) => {
    const year = /^(\d{4})-/.exec(valueAt(path))?.[1];
    return year !== undefined && ![coverageYear - 1, coverageYear].includes(Number(year));
  }).map((path) => ({
    path: [...path, 'value'],
    message: `${coverageYear} 参保年度的日期应在 ${coverageYear - 1} 年或 ${coverageYear} 年`,
  }));
  const end = valueAt(['period', 'end']);
  const late = end !== '' && String(table.inForceFrom) > end;
  return [
    ...far,
    ...(late ? [{ path: ['inForceFrom'], message: `应为通知发布之日,不晚于缴费期最后一天 ${end}` }] : []),
  ];
}

function complete(
  source: TableFile,
  version: JsonObject,
  coverageYear: number,
  layers: NationalLayer[],
  found: readonly Mistake[],
): PolicyVersion {
  if (version.ways !== undefined) return completeWays(source, version, coverageYear, layers, found);
  const { table, issues } = fillNational(version, coverageYear, layers);
  const { table: withClauses, mistakes } = withCited(table, layers);
  source.refuse([...found, ...issues, ...mistakes, ...mistakesIn(withClauses)]);
  return versionOf(withClauses);
}

function mistakesIn(table: JsonObject): Mistake[] {
  const read = readPolicy(table);
  if (read.ok) return isInFirstForm(read.table) ? findContradictions(read.table) : [];
  return [...read.mistakes, ...(read.error ? mistakesOf(read.error) : [])];
}

/** A table in the form of ways, with the packs that it takes and every clause that it names. */
function completeWays(
  source: TableFile,
  version: JsonObject,
  coverageYear: number,
  layers: NationalLayer[],
  found: readonly Mistake[],
): PolicyVersion {
  const { table, mistakes } = withTaken(version, coverageYear, layers);
  source.refuse([...found, ...mistakes, ...mistakesIn(table)]);
  return versionOf(table);
}

/** The table with the shared clauses and documents that it cites beside its own. */
function withCited(table: JsonObject, layers: NationalLayer[]): { table: JsonObject; mistakes: Mistake[] } {
  const own = isMapping(table.clauses) ? table.clauses : {};
  const clauses: JsonObject = { ...own };
  const documents: JsonObject = { ...(isMapping(table.documents) ? table.documents : {}) };
  const mistakes: Mistake[] = [];
  for (const [id, places] of citedClauses(table)) {
    const clause = own[id] ?? layers.find((layer) => layer.clauses[id] !== undefined)?.clauses[id];
    if (clause !== undefined) clauses[id] = clause;
    for (const { path, standing } of places) {
      if (clause === undefined) {
        const message = `没有条款 ${id}:请在 clauses 中写明原文,或核对编号`;
        mistakes.push({ path: [...path, 'clause'], message });
      } else if (standing === 'stated' && own[id] === undefined) {
        const message = `${id} 不是本文件的条款:不是本地文件写明的,应为 adopted`;
        mistakes.push({ path: [...path, 'standing'], message });
      } else if (standing === 'supplied') {
        const message = 'supplied 只用于个案中的补充;表中应为 stated、national、adopted 或 silent';
        mistakes.push({ path: [...path, 'standing'], message });
      }
    }
  }
  for (const [id, clause] of Object.entries(clauses)) {
    const name = isMapping(clause) ? String(clause.document) : '';
    const document = documents[name] ?? layers.find((layer) => layer.documents[name] !== undefined)?.documents[name];
    if (document !== undefined) documents[name] = document;
    else mistakes.push({ path: ['clauses', id, 'document'], message: `没有文件 ${name}:应为 documents 中的一份` });
  }
  return { table: { ...table, clauses, documents }, mistakes };
}
