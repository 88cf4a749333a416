/** A table decides the same whether it comes from its file or from the store, whatever becomes of the order of its keys. */
import { describe, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { canonicalJson } from '../../functions/domain/content/canonical-json.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { isInFirstForm, type JsonObject, type PolicyVersion } from '../../functions/domain/policy.ts';
import { versionOf } from '../../functions/policies/version.ts';
import { itemOf, readVersion } from '../../functions/store/policies/stored-version.ts';
import { allVersions, inFirstForm } from '../domain/late-payment/tables.ts';

function stored(version: PolicyVersion): PolicyVersion {
  const read = readVersion(itemOf(version));
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const named = ({ table: { region, coverageYear, revision } }: PolicyVersion) => `${region} ${coverageYear}.${revision}`;
const CASES = [...allVersions, ...inFirstForm].map((version) => [named(version), version] as const);
/** A child, a student of age, somebody of each age band. */
const PEOPLE = [
  { birthDate: localDate('2019-05-17') },
  { birthDate: localDate('2004-05-17'), student: true },
  { birthDate: localDate('1985-05-17') },
  { birthDate: localDate('1960-05-17') },
  { birthDate: localDate('1950-05-17') },
];

describe('a version that is read back', () => {
  test.each(CASES)('asks for the same sums: %s', (_name, version) => {
    const back = stored(version);
    const { region, coverageYear } = version.table;
    for (const person of PEOPLE) {
      for (const day of [`${coverageYear - 1}-11-10`, `${coverageYear}-02-10`]) {
        const request = { region, coverageYear, paidOn: localDate(day), ...person };
        expect(assessLatePayment(request, back)).toEqual(assessLatePayment(request, version));
      }
    }
  });

  test('has its ways in the order in which they were written', () => {
    for (const [, version] of CASES) {
      const back = stored(version);
      expect(JSON.stringify(back.table.rules.ways)).toBe(JSON.stringify(version.table.rules.ways));
      expect(back.version).toBe(version.version);
    }
  });

  test('of an earlier release, whose keys are in the order of the alphabet, still asks students and children first', () => {
    for (const [, version] of CASES) {
      const sorted: JsonObject = JSON.parse(canonicalJson(version.source));
      if (!isInFirstForm(version.table)) continue;
      const names = Object.keys(version.table.contribution.standards);
      expect(Object.keys(versionOf(sorted).table.contribution.standards)).toEqual(names);
    }
  });
});
