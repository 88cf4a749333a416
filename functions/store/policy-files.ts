/**
 * Reads the policy tables under `workflows/policies`: one YAML file a region and coverage year, the national layer
 * beside them. A mistake is reported with file, line, path and what was expected; then nothing is returned.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { findContradictions } from '../domain/policy/contradictions.ts';
import {
  clauseSchema,
  documentSchema,
  type Json,
  type JsonObject,
  type PolicyVersion,
  policyTableSchema,
  tableSections,
} from '../domain/policy.ts';
import { citedClauses, fillNational, isObject, type NationalLayer, replaceAt } from './policy-layers.ts';
import { versionOf } from './policy-version.ts';

export class PolicyFileError extends Error {
  override name = 'PolicyFileError';
}

const jsonSchema: z.ZodType<Json> = z.json();
const objectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonSchema);

const nationalSchema = z.strictObject({
  fromCoverageYear: z.int(),
  why: z.string(),
  documents: z.record(z.string(), documentSchema),
  clauses: z.record(z.string(), clauseSchema),
  values: objectSchema,
});

const amendmentSchema = z.strictObject({ inForceFrom: z.string(), why: z.string(), replaces: objectSchema });

/** A region's file: the sections of a table, and what changed while the year ran. */
const policyFileSchema = z.strictObject({
  region: z.string(),
  name: z.string(),
  coverageYear: z.int(),
  inForceFrom: z.string(),
  revision: z.int().min(1).default(1),
  documents: objectSchema,
  clauses: objectSchema,
  ...Object.fromEntries(Object.keys(tableSections).map((section) => [section, jsonSchema.optional()])),
  amendments: z.array(amendmentSchema).default([]),
});

interface SourceFile {
  file: string;
  lines: LineCounter;
  document: Document;
}

/** All versions of all tables, in order of region, year and day in force. @throws PolicyFileError */
export function loadPolicyFiles(directory: string): PolicyVersion[] {
  const layers = listYaml(join(directory, 'national')).map(readNational);
  const regions = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'national')
    .flatMap((entry) => listYaml(join(directory, entry.name)))
    .sort();
  if (regions.length === 0) throw new PolicyFileError(`${directory}: expected a folder a region with a file a year`);
  return regions.flatMap((file) => readRegion(file, layers));
}

/** The versions of one file that is not published yet. @throws PolicyFileError */
export function loadPolicyDraft(file: string, directory: string): PolicyVersion[] {
  return readRegion(file, listYaml(join(directory, 'national')).map(readNational));
}

const listYaml = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(directory, name));

function readNational(file: string): NationalLayer {
  const source = parse(file);
  return check(source, nationalSchema.safeParse(source.document.toJS()));
}

function readRegion(file: string, layers: NationalLayer[]): PolicyVersion[] {
  const source = parse(file);
  const { amendments, ...first } = check(source, policyFileSchema.safeParse(source.document.toJS()));
  const base = objectSchema.parse(JSON.parse(JSON.stringify(first)));
  if (basename(file) !== `${first.coverageYear}.yaml`)
    fail(source, ['coverageYear'], `expected ${basename(file, '.yaml')}, the year that names the file`);
  const versions = [base];
  for (const [index, { inForceFrom, why, replaces }] of amendments.entries()) {
    const before = versions.at(-1) ?? base;
    if (inForceFrom <= String(before.inForceFrom)) {
      fail(
        source,
        ['amendments', index, 'inForceFrom'],
        `expected a day after ${before.inForceFrom}: versions may not overlap`,
      );
    }
    versions.push({ ...replaceAt(before, replaces), inForceFrom, revision: 1, why });
  }
  return versions.map((version) => complete(source, version, first.coverageYear, layers));
}

function complete(
  source: SourceFile,
  version: JsonObject,
  coverageYear: number,
  layers: NationalLayer[],
): PolicyVersion {
  const { table, issues } = fillNational(version, coverageYear, layers);
  for (const { path, message } of issues) fail(source, path, message);
  const withClauses = withCited(source, table, layers);
  const parsed = check(source, policyTableSchema.safeParse(withClauses));
  for (const { path, message } of findContradictions(parsed)) fail(source, path, message);
  return versionOf(withClauses);
}

/** The table with the shared clauses and documents that it cites beside its own. */
function withCited(source: SourceFile, table: JsonObject, layers: NationalLayer[]): JsonObject {
  const clauses: JsonObject = { ...(isObject(table.clauses) ? table.clauses : {}) };
  const documents: JsonObject = { ...(isObject(table.documents) ? table.documents : {}) };
  for (const id of citedClauses(table)) {
    if (clauses[id] !== undefined) continue;
    const layer = layers.find((candidate) => candidate.clauses[id] !== undefined);
    const clause = layer?.clauses[id];
    if (!layer || !isObject(clause))
      fail(source, ['clauses'], `expected clause ${id}, which a value cites; no file has it`);
    else clauses[id] = clause;
  }
  for (const [id, clause] of Object.entries(clauses)) {
    const name = isObject(clause) ? String(clause.document) : '';
    documents[name] ??= layers.find((layer) => layer.documents[name] !== undefined)?.documents[name] ?? null;
    if (documents[name] === null)
      fail(source, ['clauses', id, 'document'], `expected a document of this file; ${name} is none`);
  }
  return { ...table, clauses, documents };
}

function parse(file: string): SourceFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new PolicyFileError(`${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`);
  return { file, lines, document };
}

function check<T>(source: SourceFile, result: { success: true; data: T } | { success: false; error: z.ZodError }): T {
  if (result.success) return result.data;
  throw new PolicyFileError(
    result.error.issues
      .map(({ path, message }) =>
        describe(
          source,
          path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
          message,
        ),
      )
      .join('\n'),
  );
}

function fail(source: SourceFile, path: (string | number)[], message: string): void {
  throw new PolicyFileError(describe(source, path, message));
}

/** `file:line: path: what was expected`; the line of the deepest key that the file has. */
function describe({ file, lines, document }: SourceFile, path: (string | number)[], message: string): string {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) {
      return `${file}:${lines.linePos(node.range[0]).line}: ${path.join('.')}: ${message}`;
    }
  }
  return `${file}:1: ${path.join('.')}: ${message}`;
}
