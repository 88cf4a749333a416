/** A judge from outside: another implementation of the States Language finds nothing wrong in any definition. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import { expect, test } from 'vitest';
import { readStateMachine } from '../support/state-machine-file.ts';

const workflows = join(import.meta.dirname, '../../workflows');
const kinds = readdirSync(workflows, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.asl.json'))
  .map((path) => path.split('/')[0] ?? '');

test('there are six definitions to judge', () => {
  expect(kinds.length).toBe(6);
});

test.each(kinds)('asl-validator finds %s valid', (kind) => {
  const { isValid, errors } = validate(JSON.parse(readStateMachine(kind).runnable), { checkArn: true });
  expect(errors).toEqual([]);
  expect(isValid).toBe(true);
});

test.each(kinds)('asl-validator finds the fault where a state of %s is gone', (kind) => {
  const definition = JSON.parse(readStateMachine(kind).runnable);
  expect(validate({ ...definition, StartAt: 'Nowhere' }).isValid).toBe(false);
});
