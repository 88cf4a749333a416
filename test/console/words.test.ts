/** No code of the API stands on a page as it is: each has a word. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ACTION_NAMES } from '../../functions/api/decisions/task-actions.ts';
import { figuresOf } from '../../functions/audit/impact.ts';
import { CASE_KINDS, CASE_STATES, TASK_KINDS, WAIT_KINDS } from '../../functions/cases/case.ts';
import { EVENT_NAMES } from '../../functions/cases/events.ts';
import * as words from '../../functions/console/src/words/case-words.ts';
import {
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  DEPARTURE_WORDS,
  GROUND_WORDS,
  SCHEME_WORDS,
} from '../../functions/console/src/words/fact-words.ts';
import { figureWord } from '../../functions/console/src/words/figure-words.ts';
import { ruleWord } from '../../functions/console/src/words/rule-words.ts';
import { stateWord } from '../../functions/console/src/words/state-machine-words.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { SUBSIDY_PAYERS } from '../../functions/domain/policy/collection.ts';
import { AID_PAYERS } from '../../functions/domain/policy/contribution.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import { assessRefund } from '../../functions/domain/refund/assess.ts';
import { AID_CATEGORIES, CHANNELS, EXIT_SCHEMES } from '../../functions/domain/regions.ts';
import { PAYER_WORDS } from '../../functions/notices/words.ts';
import { ROLES } from '../../functions/runtime/caller.ts';
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
const PAYERS = [...AID_PAYERS, ...SUBSIDY_PAYERS, ...foundIn('functions/domain/late-payment', /subsidy: '([a-z_]+)'/g)];

test.each<[string, readonly string[], (code: string) => string]>([
  ['kinds of case', CASE_KINDS, inWords(words.KIND_WORDS)],
  ['states of a case', CASE_STATES, inWords(words.STATE_WORDS)],
  ['kinds of task', [...TASK_KINDS, 'parked'], inWords(words.TASK_WORDS)],
  ['what is waited for', WAIT_KINDS, inWords(words.WAIT_WORDS)],
  ['actions', Object.keys(ACTION_NAMES), inWords(words.ACTION_WORDS)],
  ['roles', ROLES, inWords(words.ROLE_WORDS)],
  ['channels', CHANNELS, inWords(CHANNEL_WORDS)],
  ['identities', AID_CATEGORIES, inWords(CATEGORY_WORDS)],
  ['payers', PAYERS, inWords(words.PAYER_WORDS)],
  ['payers in notices', PAYERS, inWords(PAYER_WORDS)],
  ['schemes', EXIT_SCHEMES, inWords(SCHEME_WORDS)],
  ['grounds', REFUND_GROUNDS, inWords(GROUND_WORDS)],
  ['departures', DEPARTURES, inWords(DEPARTURE_WORDS)],
  ['events', EVENT_NAMES, inWords(words.EVENT_WORDS)],
  ['rules', foundIn('functions/domain', /record\s*\.use\(\s*'([a-z_]+)'/g), ruleWord],
  [
    'states of the state machines',
    CASE_KINDS.flatMap((kind) => textsBelow(`workflows/${kind}`, '.asl.json')).flatMap((text) =>
      transitionsOf(text).flatMap(({ from, to, label }) => [from, to, ...(label === '' ? [] : label.split(', '))]),
    ),
    stateWord,
  ],
])('%s have words', (_what, codes, wordOf) => {
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => !isChinese(wordOf(code)))).toEqual([]);
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
