/** Kinds of rule in one table each, as further notices put them together: prices of a way, several years, gaps, refunds. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { figuresShown } from '../../functions/console/src/decision/figures.ts';
import { answerAssessment } from '../../functions/domain/assessments.ts';
import type { JsonObject } from '../../functions/domain/json.ts';
import { readPolicy } from '../../functions/domain/policy/read-policy.ts';
import { hintsOf } from '../../functions/domain/reading/hints.ts';
import { spareClauses } from '../../functions/domain/reading/spare-clauses.ts';
import { loadMoreTables } from '../../functions/policies/files.ts';
import { replaceAt } from '../../functions/policies/layers.ts';
import { findIn, tablesIn } from './tables.ts';

const here = import.meta.dirname;
const versions = tablesIn('composed');
const find = findIn(versions);

const adult = { region: '110000', coverageYear: 2025, birthDate: '1980-01-01', sex: 'male' };
const child = { region: '110000', bornOn: '2025-10-10', asOf: '2025-11-01', paidOn: '2025-11-01' };
const paid = { paidOn: '2024-10-10', place: '110000', channel: 'wechat' };
const one = { id: 'p1', coverageYears: [2025], amount: '730.00', ...paid };
const back = { region: '110000', coverageYear: 2025, applicant: 'payer', payments: [one] };
const lump = { ...one, coverageYears: [2025, 2026, 2027], amount: '1125.00' };

test.each([
  [
    'a price of its own stands instead of the standard',
    'late-payment',
    { region: '370200', coverageYear: 2025, paidOn: '2025-03-15', tier: 'high' },
    { amounts: { individual: '1205.00', payable: '1205.00' }, benefit: { start: '2025-04-01' } },
  ],
  [
    'who lapsed two years waits longer',
    'late-payment',
    { ...adult, paidOn: '2025-03-15', history: { insuredYears: [2022] } },
    { status: 'decided', waiting: { months: 6 }, benefit: { start: '2025-09-15' } },
  ],
  [
    'who lapsed less waits the ordinary time',
    'late-payment',
    { ...adult, paidOn: '2025-03-15', history: { insuredYears: [2024] } },
    { status: 'decided', waiting: { months: 3 }, benefit: { start: '2025-06-15' } },
  ],
  [
    'of whom no years are known, both waits are shown',
    'late-payment',
    { ...adult, paidOn: '2025-03-15' },
    {
      review: [{ field: 'history.insuredYears' }],
      alternatives: [{ waiting: { months: 6 } }, { waiting: { months: 3 } }],
    },
  ],
  [
    'after an event that is no exit the kind of the way is the timing',
    'late-payment',
    { ...adult, paidOn: '2025-03-15', events: [{ kind: 'moved_in', on: '2025-01-20' }] },
    { timing: 'year_round', benefit: { start: '2025-03-01', retroactive: true } },
  ],
  [
    'an age counted on a day of its own',
    'late-payment',
    { ...adult, birthDate: '2007-01-02', paidOn: '2026-01-10', household: 'elsewhere' },
    { timing: null },
  ],
  [
    'a payment for two years costs each by its own table',
    'newborn',
    child,
    {
      status: 'decided',
      birthYear: { contribution: '375.00' },
      amounts: { individual: '775.00', payable: '775.00' },
      benefit: { start: '2025-10-10', end: '2026-12-31' },
    },
  ],
  [
    'an aid that covers all of a tier leaves the rest of a higher one',
    'late-payment',
    {
      region: '370200',
      coverageYear: 2025,
      paidOn: '2024-10-15',
      tier: 'high',
      birthDate: '1980-01-01',
      identities: [{ category: 'subsistence_allowance' }],
    },
    {
      amounts: { individual: '110.00', aid: '395.00' },
      payers: { aid: null },
      aidParts: [
        { payer: 'city_finance', amount: '100.00' },
        { payer: 'district', amount: '295.00' },
      ],
      // Letters and pages say what the table calls its own codes.
      names: { district: '区财政' },
    },
  ],
  [
    'a window that counts from registration',
    'newborn',
    { region: '370200', bornOn: '2025-05-10', registeredOn: '2025-05-20', asOf: '2025-06-01', paidOn: '2025-06-01' },
    { deadline: '2025-08-18', amounts: { payable: '50.00' }, benefit: { start: '2025-05-01' } },
  ],
  [
    'a child whose parents are not insured has no benefits, which a person has to see',
    'newborn',
    { region: '110000', bornOn: '2025-03-10', registeredOn: '2025-07-20', asOf: '2025-07-20', parents: 'none_insured' },
    { birthYear: { contribution: '0.00', benefitStart: null }, review: [{ code: 'no_benefit' }] },
  ],
])('%s', async (_what, kind, request, expected) => {
  expect(await answerAssessment(kind, request, find)).toMatchObject(expected);
});

test.each([
  [
    'died on the day before the year: to the heir',
    { ground: 'death', eventOn: '2024-12-31', appliedOn: '2025-03-20', applicant: 'heir' },
    { outcome: 'refund', amount: '730.00', reason: null },
  ],
  [
    'died in the year: the national rule, which gives nothing back',
    { ground: 'death', eventOn: '2025-01-01', appliedOn: '2025-03-20', applicant: 'heir' },
    { outcome: 'refuse', reason: 'benefit_period_started' },
  ],
  [
    'not by the heir, whom the line names',
    { ground: 'death', eventOn: '2024-12-31', appliedOn: '2025-03-20' },
    { outcome: 'refuse', reason: 'wrong_applicant' },
  ],
  [
    'applied by the last day',
    { ground: 'employee_insurance', eventOn: '2025-01-10', appliedOn: '2025-01-31' },
    { outcome: 'refund', amount: '730.00' },
  ],
  [
    'applied a day later: the line behind it, which gives nothing back',
    { ground: 'employee_insurance', eventOn: '2025-01-10', appliedOn: '2025-02-01' },
    { outcome: 'refuse', reason: 'not_refundable' },
  ],
  [
    'paid as an adult and is a pupil: the difference',
    { ground: 'wrong_standard', appliedOn: '2024-11-20', birthDate: '2010-01-01' },
    { outcome: 'refund', amount: '355.00' },
  ],
  [
    'paid at school and as anybody: the payment as anybody',
    {
      ground: 'duplicate_payment',
      appliedOn: '2025-02-20',
      payments: [one, { ...one, id: 'p2', amount: '375.00', channel: 'school' }],
    },
    { outcome: 'refund', amount: '730.00', kept: ['p2'] },
  ],
  [
    'left school: the years that had not begun',
    {
      ground: 'departure',
      departure: { kind: 'transfer', on: '2025-02-01' },
      appliedOn: '2025-02-20',
      payments: [lump],
    },
    { outcome: 'refund', amount: '750.00', remainingYears: [2026, 2027] },
  ],
  [
    'left school otherwise: nobody says',
    {
      ground: 'departure',
      departure: { kind: 'enlistment', on: '2025-02-01' },
      appliedOn: '2025-02-20',
      payments: [lump],
    },
    { outcome: null, review: [{ field: 'ways_out.departure' }] },
  ],
  [
    'aid recognised at any time: what it would have borne',
    {
      ground: 'aid_recognised',
      identities: [{ category: 'subsistence_allowance', identifiedOn: '2025-05-10' }],
      appliedOn: '2025-06-20',
    },
    { outcome: 'refund', amount: '730.00' },
  ],
])('refund: %s', async (_what, request, expected) => {
  expect(await answerAssessment('refund', { ...back, ...request }, find)).toMatchObject(expected);
});

test('of people with days of their own beside a way for everybody, an officer is told where else they may pay', () => {
  const pupils =
    'pupils: { kind: in_time, who: { schooling: school }, open: { from: 2022-11-15, to: 2022-12-25 }, cost: individual, by: HZ-05 }';
  const folder = mkdtempSync(join(tmpdir(), 'hangzhou-'));
  try {
    mkdirSync(join(folder, '330100-hangzhou'));
    const text = readFileSync(resolve(here, 'notices/330100-hangzhou/2023.yaml'), 'utf8');
    const file = join(folder, '330100-hangzhou/2023.yaml');
    writeFileSync(file, text.replace('ways:\n', `ways:\n  ${pupils}\n`));
    const [table] = loadMoreTables(folder, resolve(here, '../../workflows/policies'));
    expect(table && hintsOf(table)).toMatchObject([
      { field: 'ways.in_time', message: expect.stringContaining('（pupils）的人在他们自己的日期以外') },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('of a newborn’s way behind another that takes newborns first, an officer is told', () => {
  const hints = versions.flatMap(hintsOf);
  expect(hints.filter(({ field }) => field === 'ways.behind')).toMatchObject([
    { field: 'ways.behind', message: expect.stringContaining('before: school') },
  ]);
});

test('of aid that several bear, the page names each, also one whom only the table knows', async () => {
  const aided = { birthDate: '1980-01-01', tier: 'high', identities: [{ category: 'subsistence_allowance' }] };
  const request = { region: '370200', coverageYear: 2025, paidOn: '2024-10-15', ...aided };
  expect(figuresShown({ ...(await answerAssessment('late-payment', request, find)) })).toContainEqual({
    label: '资助的负担',
    value: '100.00 元，由市财政负担；295.00 元，由区财政负担',
  });
});

test('of a clause that stands behind no value, an officer is told where', () => {
  const kunming = tablesIn('notices').find(({ table }) => table.region === '530100');
  const spareWith = (cost: string) => {
    const open = { from: '2024-09-01 @KM-01', to: '2025-02-25 @KM-01' };
    const source = replaceAt(kunming?.source ?? {}, { 'ways.in_time': { kind: 'in_time', open, cost, by: 'KM-02' } });
    const read = readPolicy(source);
    return read.ok ? spareClauses(source, read.table.fields ?? new Map()) : read.mistakes;
  };
  expect(spareWith('individual')).toEqual([]);
  expect(spareWith('individual @KM-01')).toMatchObject([
    { field: 'ways.in_time.by', message: expect.stringContaining('KM-02 没有用到') },
  ]);
});

test('of ways that nobody can tell apart, or that change places for nothing, an officer is told', () => {
  const kunming = tablesIn('notices').find(({ table }) => table.region === '530100');
  const hintsWith = (ways: Record<string, JsonObject>) => {
    const fields = Object.entries(ways).map(([name, way]) => [`ways.${name}`, way]);
    const source = replaceAt(kunming?.source ?? {}, Object.fromEntries(fields));
    const read = readPolicy(source);
    return read.ok ? hintsOf({ table: read.table, source }).map(({ field }) => field) : read.mistakes;
  };
  expect(hintsWith({})).toEqual([]);
  const named = { name: '大学生', like: 'in_time', who: { schooling: 'college' } };
  expect(hintsWith({ college: named, again: { like: 'college', years: [2026] } })).toContain('ways.again.name');
  expect(hintsWith({ college: { ...named, before: 'in_time' } })).toEqual(['ways.college.before']);
  expect(hintsWith({ college: { ...named, before: 'special' } })).toEqual([]);
});
