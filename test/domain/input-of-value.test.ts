/** As what a desk is asked for a value that a table leaves open: never a line of text where there are but two answers. */
import { expect, test } from 'vitest';
import { inputOf } from '../../functions/domain/input-of-value.ts';
import { VALUE_WORDS } from '../../functions/words/table-values.ts';
import { publishedVersions } from '../support/decided-cases.ts';

const CODES = Object.keys(VALUE_WORDS).filter((code) => code !== 'true' && code !== 'false');

/** In the first table that leaves the field open. */
function askedAs(field: string) {
  for (const policy of publishedVersions) {
    const asked = inputOf(policy, field, CODES);
    if (asked.input !== 'text') return asked;
  }
  return { input: 'text', choices: [] };
}

test.each([
  ['wait.lapsedBeforeCounts', 'yes_no'],
  ['exit.subsidyCharged', 'yes_no'],
  ['refund.approverAbove', 'amount'],
  ['exit.withinMonths', 'number'],
])('%s is asked for as %s', (field, input) => {
  expect(askedAs(field)).toEqual({ input, choices: [] });
});

test('what is one of a few codes is asked for with these codes', () => {
  expect(askedAs('late.aided')).toEqual({
    input: 'choice',
    choices: ['individual_share_only', 'aided_and_subsidy', 'as_others'],
  });
});

test('what a table does not leave open is a line of text, because no answer of it is taken', () => {
  expect(askedAs('contribution.nothing')).toEqual({ input: 'text', choices: [] });
});
