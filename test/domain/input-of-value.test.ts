/** As what a desk is asked for a value that a table leaves open: never a line of text where there are but two answers. */
import { expect, test } from 'vitest';
import { SUPPLIED_CODES } from '../../functions/api/cases/supplied-codes.ts';
import { inputOf } from '../../functions/domain/input-of-value.ts';
import { publishedVersions } from '../support/decided-cases.ts';

/** In the first table that leaves the field open. */
function askedAs(field: string) {
  for (const policy of publishedVersions) {
    const asked = inputOf(policy, field, SUPPLIED_CODES);
    if (asked.input !== 'text') return asked;
  }
  return { input: 'text', choices: [] };
}

test.each([
  ['refund.approverAbove', 'amount'],
  ['ways.late.allowed', 'yes_no'],
  ['aid.others.monitored', 'amount'],
  ['ways.in_time.open.to', 'date'],
  ['ways.year.wait', 'number'],
])('%s is asked for as %s', (field, input) => {
  expect(askedAs(field)).toEqual({ input, choices: [] });
});

test('what is one of a few codes is asked for with these codes', () => {
  expect(askedAs('wait.years_before')).toEqual({
    input: 'choice',
    choices: ['count', 'free'],
  });
});

test('what a table does not leave open is a line of text, because no answer of it is taken', () => {
  expect(askedAs('contribution.nothing')).toEqual({ input: 'text', choices: [] });
});
