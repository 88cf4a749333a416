/** What releases have stored is read for ever: names and shapes of cases may only grow. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CASE_KINDS, CASE_STATES, caseSchema, WAIT_KINDS } from '../../functions/cases/case.ts';
import { awaitedName, EVENT_NAMES } from '../../functions/cases/events.ts';
import { LATE_PAYMENT_ANSWERS, LATE_PAYMENT_STATES } from '../../functions/cases/late-payment/case.ts';
import { NEWBORN_ANSWERS, NEWBORN_STATES } from '../../functions/cases/newborn/case.ts';
import { REFUND_ANSWERS } from '../../functions/cases/refund/case.ts';
import { REFUND_STATES } from '../../functions/domain/refund/states.ts';

const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

/** What 0.1.1 could store. Add a release's new names under its number; take none away. */
const OF_0_1_1 = {
  kinds: wordsOf('late-payment refund newborn'),
  latePayment: wordsOf(`assessing awaiting_decision awaiting_documents awaiting_payment checking_payment
    awaiting_benefits insured refused rejected unpaid documents_missing payment_refused withdrawn parked`),
  refund: wordsOf(`assessing awaiting_decision awaiting_documents claiming awaiting_first_review
    awaiting_second_review instructing awaiting_payout awaiting_account settling refunded refused redirected rejected
    documents_missing payout_failed withdrawn parked`),
  newborn: wordsOf(`assessing awaiting_decision tracking checking_payment awaiting_wish opening_late_payment insured
    late_payment_opened missed died moved_away rejected withdrawn parked`),
  waits: wordsOf(`decision payment_question documents payment benefits first_review second_review account payout
    late_payment_wish parents`),
  answers: wordsOf(`decision:approved decision:rejected decision:returned decision:changed payment_question:accepted
    payment_question:refused payment_question:changed documents:received payment:paid payment:changed
    first_review:approved first_review:rejected first_review:returned first_review:changed second_review:approved
    second_review:rejected second_review:returned second_review:changed payout:paid payout:returned account:corrected
    account:given_up decision:paid late_payment_wish:wished late_payment_wish:declined late_payment_wish:paid
    late_payment_wish:changed parents:paid parents:changed`),
  events: wordsOf(`case_opened assessed ground_checked decision_awaited documents_awaited payment_question_awaited
    payment_awaited benefits_awaited first_review_awaited second_review_awaited account_awaited payout_awaited
    late_payment_wish_awaited parents_awaited answer_taken_over task_decided aid_list_changed payment_notice_issued
    reminded window_over payment_confirmed payment_checked payments_claimed payments_held payout_instructed payout_paid
    payout_returned registered id_number_assigned birth_date_corrected died moved registration_told refusal_told
    missed_told covered late_payment_opened insured refunded refused redirected documents_missing missed case_withdrawn
    case_parked parked case_resumed person_revealed audit_pack_taken case_held case_let_go person_erased
    end_unfinished`),
};

const answersOf = (answers: Record<string, Record<string, string>>): string[] =>
  Object.entries(answers).flatMap(([wait, names]) => Object.keys(names).map((name) => `${wait}:${name}`));

test.each<[string, readonly string[], readonly string[]]>([
  ['kind of case', OF_0_1_1.kinds, CASE_KINDS],
  ['state of a late payment', OF_0_1_1.latePayment, LATE_PAYMENT_STATES],
  ['state of a refund', OF_0_1_1.refund, REFUND_STATES],
  ['state of a newborn', OF_0_1_1.newborn, NEWBORN_STATES],
  ['kind of wait', OF_0_1_1.waits, WAIT_KINDS],
  ['answer to a wait', OF_0_1_1.answers, [LATE_PAYMENT_ANSWERS, REFUND_ANSWERS, NEWBORN_ANSWERS].flatMap(answersOf)],
  ['entry of a history', OF_0_1_1.events, EVENT_NAMES],
])('every %s that 0.1.1 could store is still known', (_what, stored, known) => {
  expect(stored.filter((name) => !known.includes(name))).toEqual([]);
});

test('every kind of wait has the entry that says it was opened', () => {
  expect(WAIT_KINDS.map(awaitedName).filter((name) => !EVENT_NAMES.includes(name))).toEqual([]);
});

/** An item as a table's backup writes it: each value beside the letter of its type. */
function plainOf(typed: object): unknown {
  const [[type, value] = ['', null]] = Object.entries(typed);
  if (type === 'NULL') return null;
  if (type === 'N') return Number(value);
  if (type === 'L') return value.map(plainOf);
  return type === 'M' ? itemOf(value) : value;
}
const itemOf = (typed: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, plainOf(value)]));

const RELEASES = join(import.meta.dirname, '../releases');
const tables = readdirSync(RELEASES, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('Cases.jsonl.gz'),
);

test('there are stored cases of each release', () => expect(tables.length).toBeGreaterThanOrEqual(4));

test.each(tables)('the cases of %s are read, nothing of them is lost, and their names are known', (path) => {
  const lines = gunzipSync(readFileSync(join(RELEASES, path)))
    .toString()
    .trim()
    .split('\n');
  for (const line of lines) {
    const item = itemOf(JSON.parse(line));
    const { queueKey, taskDue, pendingKey, openedKey, personRef, personCaseKey, ...stored } = item;
    const read = caseSchema.parse(item);
    expect(read).toEqual(stored);
    expect(read.history.map(({ event }) => event).filter((event) => !isKnown(event))).toEqual([]);
    expect(CASE_STATES).toContain(read.state);
  }
});

const isKnown = (event: string): boolean => EVENT_NAMES.some((name) => name === event);
