/** What a desk sees where a fact of the person is missing: one result for each value, called by it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { answerAssessment } from '../../functions/domain/assessments.ts';
import { loadMoreTables } from '../../functions/policies/files.ts';

const TONGLING = `
region: "340700"
name: 铜陵市
coverageYear: 2023
inForceFrom: 2022-09-01
documents:
  tl: { title: 铜陵市新生儿参保, url: "http://m.5728338.com/YiLiaoBaoXian/916251.html" }
clauses:
  TL-01: { document: tl, quote: "新生儿出生当年参保不缴费,根据父母参保情况享受待遇。父母双方均在我市参保的,正常享受参保人员待遇;只有一方在我市参保的,享受正常待遇的一半;父母双方均未在我市参保的,不享受待遇。" }
take: [usual_readings]
ways:
  both: { kind: anytime, who: { born: year, parents: both_insured }, open: year, years: [birth_year], cost: none, begins: birth, by: TL-01 }
  one: { like: both, who: { born: year, parents: only_one_insured }, part: 1/2 }
  neither: { like: both, who: { born: year, parents: none_insured }, begins: none }
  by_household: { kind: late, who: { household: local }, open: year, cost: none, begins: year_start, by: TL-01 }
  others: { like: by_household, who: { household: [elsewhere, residence_permit] }, begins: year_end }
otherwise: silent
`;

function tables() {
  const folder = mkdtempSync(join(tmpdir(), 'tongling-'));
  try {
    mkdirSync(join(folder, '340700-tongling'));
    writeFileSync(join(folder, '340700-tongling/2023.yaml'), TONGLING);
    return loadMoreTables(folder, resolve(import.meta.dirname, '../../workflows/policies'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const found = tables();
const assess = (request: object) =>
  answerAssessment(
    'late-payment',
    { region: '340700', coverageYear: 2023, paidOn: '2023-08-12', ...request },
    (region, year) => found.filter(({ table }) => table.region === region && table.coverageYear === year),
  );

test('of a newborn whose parents nobody names there are three results, for both, for one and for none of them', async () => {
  expect(await assess({ birthDate: '2023-03-20' })).toMatchObject({
    alternatives: [
      { description: '父母都参保', benefit: { start: '2023-03-20' } },
      { description: '父母一方参保或父母都未参保;父母一方参保', benefit: { start: '2023-03-20', part: '1/2' } },
      { description: '父母一方参保或父母都未参保;父母都未参保', benefit: { start: null } },
    ],
  });
});

test('of somebody whose household nobody names each result is called by the households that it holds for', async () => {
  expect(await assess({ birthDate: '1980-01-01' })).toMatchObject({
    review: expect.arrayContaining([expect.objectContaining({ field: 'household', label: '户籍' })]),
    alternatives: [
      { description: '本地户籍', benefit: { start: '2023-01-01' } },
      { description: '外地户籍或持居住证', benefit: { start: '2023-12-31' } },
    ],
  });
});
