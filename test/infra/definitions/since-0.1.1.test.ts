/** What is deployed is what release 0.1.1 deployed, but for what stands here with its reason. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDefinition } from '../../../infra/build/definitions/read-definition.ts';
import { findDifferences } from './find-differences.ts';

interface Listed {
  /** The difference's workflow and path: `newborn States.Assess.Retry.0.MaxAttempts`. */
  where: RegExp;
  reason: string;
}

const LISTED: readonly Listed[] = [
  {
    where: /^(late-payment|newborn) States\.Parked\.Comment$/,
    reason: 'A parked case is resumed in a new execution; nobody redrives the old one.',
  },
  {
    where: /^newborn States\.\w+\.Catch\.CaseChanged,CaseWithdrawn\.Comment$/,
    reason: 'The catch is written once for all machines, so its comment speaks of a person, not of a child.',
  },
  {
    where: /^refund States\.\w+\.Catch\.CaseWithdrawn\.Comment$/,
    reason: 'The catch of a withdrawal is written once for late payments and refunds.',
  },
  {
    where: /^late-payment States\.(RemindToPay|AfterReminder)$/,
    reason: 'The daily run reminds of every payment; a late payment only waits for it.',
  },
  {
    where: /^late-payment States\.AwaitPayment\.(Comment|Catch\.States\.Timeout\.(Comment|Assign|Next))$/,
    reason: 'The wait ends only once a payment of the last day would have been heard of: the case ends as unpaid.',
  },
  {
    where: /^late-payment States\.HowDidItEnd\.Choices\..*'not_ended' %\}\.Comment$/,
    reason: 'A payment too may come in the moment in which its time runs out.',
  },
  {
    where: /^newborn States\.(RemindParents|WhatIsNext\.Choices\..*'remind' %\})$/,
    reason: 'The daily run reminds the parents; the case is not looked at on the days of reminders.',
  },
  { where: /^newborn States\.WhatIsNext\.Comment$/, reason: 'It says why nothing here reminds.' },
  {
    where: /^(late-payment|refund|newborn) States\.\w+\.Choices\..*'waits_for_\w+' %\}$/,
    reason:
      'AWS ends an execution after a year: a case that waits longer goes on in a new one, which takes its wait over.',
  },
  {
    where: /^(late-payment|refund|newborn) States\.\w+\.TimeoutSeconds$/,
    reason: 'A wait at a desk that is taken over keeps its end; every other one is for 90 days, as before.',
  },
  {
    where: /^(late-payment|refund) States\.\w+\.Choices\..*'(ended|tell_insured)' %\}$/,
    reason: 'An end that was not carried out is carried out by a new execution, every effect of it.',
  },
  {
    where: /^refund States\.IsARefundDue\.Choices\..*'await_payout' %\}\.(Comment|Next)$/,
    reason: 'An order that the case knows may not have reached the treasury: it is given again, under the same number.',
  },
  {
    where: /^refund States\.InstructPayout\.(Comment|Retry\..*)$/,
    reason: 'What two people have decided is only carried out: tried for up to a day.',
  },
  { where: /^imports States\.WereAllStored\.Comment$/, reason: 'Every choice says why it is there.' },
];

const root = join(import.meta.dirname, '../../..');
const WORKFLOWS = ['late-payment', 'newborn', 'refund', 'reminders', 'imports', 'student-batch'];

const differences = WORKFLOWS.flatMap((workflow) => {
  const then = readFileSync(join(root, `test/releases/0.1.1/definitions/canbao-${workflow}.json`), 'utf8');
  const now = readDefinition(join(root, `workflows/${workflow}/${workflow}.asl.json`));
  return findDifferences(JSON.parse(then), JSON.parse(now)).map((path) => `${workflow} ${path}`);
});

describe('the definitions of 0.1.1', () => {
  test('are those of today, but for the differences that are listed', () => {
    expect(differences.filter((found) => !LISTED.some(({ where }) => where.test(found)))).toEqual([]);
  });

  test.each(LISTED)('$where differs: $reason', ({ where }) => {
    expect(differences.filter((found) => where.test(found))).not.toEqual([]);
  });
});

test('a difference is found wherever it is', () => {
  expect(findDifferences({ a: [1, { b: 2 }], c: 3 }, { a: [1, { b: 4 }, 5], d: 3 })).toEqual([
    'a.1.b',
    'a.2',
    'c',
    'd',
  ]);
});
