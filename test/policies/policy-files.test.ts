import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nationalFileSchema, tableFileSchema } from '../../functions/store/policy-editor-schema.ts';
import { loadPolicyFiles } from '../../functions/store/policy-files.ts';
import { allVersions, versionsOf } from '../domain/late-payment/tables.ts';

const directory = new URL('../../workflows/policies', import.meta.url).pathname;
const XIAOYI = '141181-xiaoyi/2026.yaml';

/** The message about the tables after one text of one file was replaced. */
function mistake(file: string, before: string, after: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'policies-'));
  cpSync(directory, copy, { recursive: true });
  const text = readFileSync(join(copy, file), 'utf8');
  expect(text).toContain(before);
  writeFileSync(join(copy, file), text.replace(before, after));
  try {
    loadPolicyFiles(copy);
  } catch (cause) {
    return cause instanceof Error ? cause.message.replaceAll(`${copy}/`, '') : String(cause);
  }
  return 'no mistake';
}

describe('a mistake in a table file', () => {
  const lineOf = (text: string): number =>
    readFileSync(join(directory, XIAOYI), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it('is reported with file, line, path and what was expected', () => {
    const line = lineOf('individual: { value: "400.00"');
    expect(mistake(XIAOYI, 'individual: { value: "400.00"', 'individual: { value: 400')).toMatch(
      new RegExp(`^${XIAOYI}:${line}: contribution\\.standards\\.everyone\\.individual\\.value: .*expected string`),
    );
  });

  it.each([
    ['an unknown key', 'rollOver:', 'rollover:', /period: Unrecognized key: "rollover"/],
    ['a value without its clause', ', standing: stated, clause: XY-02 }', ', standing: stated }', /clause/],
    ['a clause that no file has', 'clause: XY-18 }', 'clause: XY-99 }', /expected clause XY-99/],
    [
      'a date that does not exist',
      '"2026-02-25", standing: stated, clause: XY-17',
      '"2026-02-30", standing: stated, clause: XY-17',
      /period\.end\.value: .*YYYY-MM-DD/,
    ],
    [
      'a period that ends before it starts',
      'end: { value: 2026-02-25',
      'end: { value: 2025-02-25',
      /period\.end\.value: expected a day after 2025-10-21/,
    ],
    [
      'a phase without a last day before another',
      '- { until: null, subsidyCharged',
      '- { until: null, subsidyCharged: { value: true, standing: stated, clause: XY-23 } }\n    - { until: null, subsidyCharged',
      /no gap, no overlap/,
    ],
    [
      'a self-paid part above the contribution',
      'selfPay: { value: "80.00"',
      'selfPay: { value: "480.00"',
      /no more than the contribution/,
    ],
    [
      'a category with two lines',
      'covers: [monitored]',
      'covers: [monitored, subsistence_allowance]',
      /category that subsistence_allowance does not cover/,
    ],
    ['broken YAML', 'contribution:', 'contribution: [', /2026\.yaml:\d+: /],
  ])('%s is refused', (_mistake, before, after, message) => {
    const replaced = before.replace('"2026-02-25"', '2026-02-25');
    expect(mistake(XIAOYI, replaced, after.replace('"2026-02-30"', '2026-02-30'))).toMatch(message);
  });

  it('in ages that overlap is refused', () => {
    expect(mistake('310000-shanghai/2025.yaml', 'ageFrom: 60, ageUpTo: 69', 'ageFrom: 60, ageUpTo: 70')).toMatch(
      /expected ages that seventyAndOver \(70–150\) does not cover/,
    );
  });

  it('in the days of versions is refused', () => {
    expect(mistake('140800-yuncheng/2024.yaml', 'inForceFrom: 2024-01-01', 'inForceFrom: 2023-08-01')).toMatch(
      /amendments\.0\.inForceFrom: expected a day after 2023-09-01/,
    );
  });

  it('in a national value for a year before the national rule is refused', () => {
    const message = mistake(
      '140800-yuncheng/2024.yaml',
      'extension: null',
      'extension: null\nwait:\n  fixedMonths: { standing: national }',
    );
    expect(message).toMatch(/expected a national rule for wait\.fixedMonths in coverage year 2024; there is none/);
  });
});

describe('the tables', () => {
  it('cover the ten regions and years of the notices, Yuncheng twice', () => {
    const versions = allVersions.map(({ table }) => `${table.region}/${table.coverageYear} from ${table.inForceFrom}`);
    expect(versions).toEqual([
      '120000/2025 from 2024-10-08',
      '140400/2025 from 2024-09-14',
      '140800/2024 from 2023-09-01',
      '140800/2024 from 2024-01-01',
      '141034/2023 from 2022-11-03',
      '141181/2026 from 2025-10-21',
      '310000/2025 from 2024-09-01',
      '321000/2025 from 2024-09-01',
      '440300/2025 from 2025-01-01',
      '450100/2025 from 2024-09-01',
      '610000/2025 from 2024-09-01',
    ]);
  });

  it('cite only clauses with a document and a quote', () => {
    for (const { table } of allVersions) {
      for (const [id, { document, quote }] of Object.entries(table.clauses)) {
        expect(quote, id).not.toBe('');
        expect(table.documents[document]?.title, id).toBeTruthy();
      }
    }
  });

  it('never carry the national wait before coverage year 2025', () => {
    for (const { table } of allVersions.filter(({ table }) => table.coverageYear < 2025)) {
      expect(table.wait.fixedMonths.standing).toBe('silent');
    }
  });

  it('have an id that is the hash of their content', () => {
    const [before, after] = versionsOf('140800', 2024);
    expect(before?.version).toMatch(/^2023-09-01\.1-[0-9a-f]{12}$/);
    expect(after?.version).not.toBe(before?.version);
  });

  it("give Changzhi's twelve county numbers and the hotline", () => {
    const enquiries = versionsOf('140400', 2025)[0]?.table.notice.enquiries ?? [];
    expect(enquiries.filter(({ about }) => about === 'registration_and_benefits')).toHaveLength(12);
    expect(enquiries[0]?.phone.value).toBe('12366');
    expect(enquiries.map(({ phone }) => phone.value).every((phone) => /^(0355-\d{7}|12366)$/.test(phone ?? ''))).toBe(
      true,
    );
  });

  it('have the JSON Schemas of editors beside them as generated', () => {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'));
    expect(read('table.schema.json'), 'run npm run policies').toEqual(tableFileSchema());
    expect(read('national.schema.json'), 'run npm run policies').toEqual(nationalFileSchema());
  });
});
