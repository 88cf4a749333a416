/** No code stands on a page, in a notice or in an answer as it is: each has one word, which stands in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { decisionSchema } from '../../functions/api/decisions/task-actions.ts';
import { figuresOf } from '../../functions/audit/impact.ts';
import { CASE_KINDS, CASE_STATES, TASK_KINDS, WAIT_KINDS } from '../../functions/cases/case.ts';
import { EVENT_NAMES } from '../../functions/cases/events.ts';
import { figureWord } from '../../functions/console/src/words/figure-words.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { PAYOUT_NAMES } from '../../functions/domain/exchange/treasury-result-row.ts';
import { MODE_NAMES } from '../../functions/domain/imports/payment-row.ts';
import type { Timing } from '../../functions/domain/late-payment/assessment.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { SUBSIDY_PAYERS } from '../../functions/domain/policy/collection.ts';
import { AID_PAYERS } from '../../functions/domain/policy/contribution.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import { assessRefund } from '../../functions/domain/refund/assess.ts';
import {
  AID_CATEGORIES,
  AID_CATEGORY_NAMES,
  CHANNELS,
  PAYERS as DECLARED_PAYERS,
  EXIT_SCHEMES,
  PAYMENT_CHANNEL_NAMES,
  REFUND_GROUND_NAMES,
} from '../../functions/domain/regions.ts';
import { DEPARTURE_NAMES } from '../../functions/domain/student-batch/departure-row.ts';
import { ROLES } from '../../functions/runtime/caller.ts';
import * as words from '../../functions/words/dictionary.ts';
import { writeWordTables } from '../../infra/build/console/word-tables.ts';
import { readDefinition } from '../../infra/build/definitions/read-definition.ts';
import { transitionsOf } from '../../infra/build/diagrams/state-machine-diagram.ts';
import { assessOn, versionsOf } from '../domain/late-payment/tables.ts';

const root = resolve(import.meta.dirname, '../..');
const textsBelow = (folder: string, ending: string): string[] =>
  readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => readFileSync(resolve(root, folder, path), 'utf8'));
/** All that the first group of an expression finds in the sources of a folder. */
const foundIn = (folder: string, expression: RegExp): string[] => [
  ...new Set(textsBelow(folder, '.ts').flatMap((text) => [...text.matchAll(expression)].map(([, code = '']) => code))),
];

const inWords = (table: Readonly<Record<string, string>>) => (code: string) => table[code] ?? code;
const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** Who can bear a part: by the tables, and by the rules themselves. */
const PAYERS = [
  ...Object.keys(DECLARED_PAYERS),
  ...AID_PAYERS,
  ...SUBSIDY_PAYERS,
  ...foundIn('functions/domain/ways', /subsidy: '([a-z]+_[a-z_]+)'/g),
];

/** What a desk can answer to a task. */
const ACTS = decisionSchema.options.map(({ shape }) => shape.action.value);

/** When a person wants to pay: the compiler knows them all. */
const timings: Record<Timing, string> = words.TIMING_WORDS;
const TIMINGS = Object.keys(timings);

test.each<[string, readonly string[], (code: string) => string]>([
  ['kinds of case', CASE_KINDS, inWords(words.KIND_WORDS)],
  ['states of a case', CASE_STATES, inWords(words.STATE_WORDS)],
  ['kinds of task', [...TASK_KINDS, 'parked'], inWords(words.TASK_WORDS)],
  ['what is waited for', WAIT_KINDS, inWords(words.WAIT_WORDS)],
  ['actions', ACTS, inWords(words.ACTION_WORDS)],
  ['roles', ROLES, inWords(words.ROLE_WORDS)],
  ['channels', CHANNELS, inWords(PAYMENT_CHANNEL_NAMES)],
  ['identities', AID_CATEGORIES, inWords(AID_CATEGORY_NAMES)],
  ['payers', PAYERS, inWords(words.PAYER_WORDS)],
  ['timings', TIMINGS, inWords(words.TIMING_WORDS)],
  ['schemes', EXIT_SCHEMES, inWords(words.SCHEME_WORDS)],
  ['grounds', REFUND_GROUNDS, inWords(REFUND_GROUND_NAMES)],
  ['departures', DEPARTURES, inWords(DEPARTURE_NAMES)],
  ['events', EVENT_NAMES, inWords(words.EVENT_WORDS)],
  ['rules', foundIn('functions/domain', /record\s*\.(?:use|take)\(\s*'([a-z_]+)'/g), inWords(words.RULE_WORDS)],
  [
    'states of the state machines',
    CASE_KINDS.map((kind) => readDefinition(resolve(root, `workflows/${kind}/${kind}.asl.json`))).flatMap((text) =>
      transitionsOf(text).flatMap(({ from, to, label }) => [from, to, ...(label === '' ? [] : label.split(', '))]),
    ),
    inWords(words.STEP_WORDS),
  ],
])('%s have words', (_what, codes, wordOf) => {
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !isChinese(wordOf(code)))).toEqual([]);
});

/** Kinds of codes with their words, wherever those stand. */
const TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...words,
  categories: AID_CATEGORY_NAMES,
  channels: PAYMENT_CHANNEL_NAMES,
  departures: DEPARTURE_NAMES,
  modes: MODE_NAMES,
  payouts: PAYOUT_NAMES,
};
const HOMES =
  /^functions\/(words\/|domain\/regions\.ts|domain\/imports\/payment-row\.ts|domain\/student-batch\/departure-row\.ts|domain\/exchange\/treasury-result-row\.ts|console\/src\/words\/dictionary\.ts)/;

test.each([
  ['states', words.STATE_WORDS, CASE_STATES],
  ['acts', words.ACTION_WORDS, ACTS],
  ['payers', words.PAYER_WORDS, PAYERS],
  ['channels', PAYMENT_CHANNEL_NAMES, CHANNELS],
  ['kinds of task', words.TASK_WORDS, [...TASK_KINDS, 'parked']],
])('no word is kept for %s that there are not', (_what, table, codes) => {
  expect(Object.keys(table).filter((code) => !codes.some((known) => known === code))).toEqual([]);
});

test('no file beside the dictionary gives codes words of its own', () => {
  const second = readdirSync(resolve(root, 'functions'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !HOMES.test(`functions/${path}`))
    .flatMap((path) => {
      const text = readFileSync(resolve(root, 'functions', path), 'utf8');
      const literals = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, inner = '']) => wordsIn(inner));
      return literals.flatMap((literal) =>
        Object.entries(TABLES).flatMap(([name, table]) => {
          const again = literal.filter(([code, word]) => table[code] === word);
          const named = literal.filter(([code, word]) => Object.hasOwn(table, code) && word.length < 12);
          return (again.length > 1 && again.length * 2 >= literal.length) ||
            (named.length > 2 && named.length === literal.length)
            ? [`${path}: ${name} ${literal.map(([code]) => code).join(' ')}`]
            : [];
        }),
      );
    });
  expect(second).toEqual([]);
});

/** Codes with Chinese words inside one pair of braces. */
const wordsIn = (literal: string): [string, string][] =>
  [...literal.matchAll(/['"]?([\w.-]+)['"]?: ['"]([^'"]*\p{Script=Han}[^'"]*)['"]/gu)].map(
    ([, code = '', word = '']) => [code, word],
  );

test('the console has the words of the dictionary, as `npm run console:types` writes them', () => {
  const written = readFileSync(resolve(root, 'functions/console/src/words/dictionary.ts'), 'utf8');
  const tables = (text: string) =>
    Object.fromEntries(
      [...text.matchAll(/export const (\w+): Words = \{(.*?)\n\};/gs)].map(([, name, inner = '']) => [
        name,
        wordsIn(inner),
      ]),
    );
  expect(tables(written)).toEqual(tables(writeWordTables()));
});

test('every figure of a decision has a word, whatever kind it is of', () => {
  const paths = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, one]) => paths(one, path ? `${path}.${key}` : key))
      : [path];
  const xiaoyi = versionsOf('141181', 2026)[0];
  if (!xiaoyi) throw new Error('no table');
  const day = (text: string) => localDate(text);
  const newborn = assessNewborn({ region: '141181', bornOn: day('2025-09-15'), asOf: day('2025-11-10') }, xiaoyi);
  const facts = { region: '141181', coverageYear: 2026, appliedOn: day('2025-11-10') };
  const refund = assessRefund({ ...facts, ground: 'duplicate_payment', applicant: 'payer', payments: [] }, xiaoyi);
  const late = assessOn('xiaoyi', '2026-03-10');
  const figures = [late, newborn, refund].flatMap((assessment) => paths(figuresOf(assessment)));
  expect(figures.length).toBeGreaterThan(30);
  expect(figures.filter((path) => !isChinese(figureWord(path)))).toEqual([]);
});
