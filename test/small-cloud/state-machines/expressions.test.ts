import { expect, test } from 'vitest';
import { openRig } from './rig.ts';

async function evaluate(expression: string, input: unknown = {}) {
  const rig = await openRig();
  rig.define({ Evaluate: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } });
  return rig.run(input);
}

test.each([
  ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
  ['$range(1, 9, 3)', [1, 4, 7]],
  ['$range(5, 1, -2)', [5, 3, 1]],
  ['$range(1, 9, 9)', 1],
  ['$hash("canbao", "SHA-256")', '3cd3f6a7'],
  ['$random(42)', 0.7275636800328681],
  ['$parse("{\\"a\\": [1]}").a', [1]],
  ['$length($uuid())', 36],
  ['$states.input.list', [1]],
  ['$states.input.people.name', ['Li', 'Wang']],
  ['$states.input.people[1].name', 'Wang'],
  ['$states.input.nothing', null],
  ['$states.input.deep.list', []],
])('%s', async (expression, result) => {
  const input = { list: [1], people: [{ name: 'Li' }, { name: 'Wang' }], nothing: null, deep: { list: [] } };
  const { output } = await evaluate(expression, input);
  if (expression.startsWith('$hash')) expect(String(output)).toMatch(/^[0-9a-f]{64}$/);
  else expect(output).toEqual(result);
});

test('$now and $millis tell the time of the clock that all share', async () => {
  const { output } = await evaluate('[$substring($now(), 0, 10), $floor($millis() / 86400000)]');
  expect(output).toEqual(['2026-03-10', Date.UTC(2026, 2, 10) / 86_400_000]);
});

test.each([
  ['$states.input.missing', 'returned nothing (undefined).'],
  ['$states.input.missing.deeper', 'returned nothing (undefined).'],
  ['$number("x")', 'threw an error during evaluation. D3030: '],
  ['function($x) { $x }', 'returned an unsupported result type.'],
  ['{"f": $sum}', 'returned an unsupported result type.'],
  ['1/0', 'unsupported result type'],
  ['$range(1, 5000, 1)', '$range gives at most 1000 numbers'],
])('%s fails its state', async (expression, cause) => {
  const execution = await evaluate(expression);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(execution.cause).toContain(
    `An error occurred while executing the state 'Evaluate' (entered at the event id #2).`,
  );
  expect(execution.cause).toContain(cause);
});

test.each([
  ['never ends', '($again := function() { $again() }; $again())'],
  ['calls itself without end', '($deeper := function($n) { 1 + $deeper($n) }; $deeper(1))'],
  ['fills the memory', '[1..9000000]'],
])('an expression that %s is stopped, and the process lives on', async (_, expression) => {
  expect(await evaluate(expression)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});
