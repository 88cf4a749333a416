import { expect, test } from 'vitest';
import { openRig, task } from './rig.ts';

const done = { Done: { Type: 'Succeed' } };
const pass = (more: object) => ({ Pass: { Type: 'Pass', Next: 'Done', ...more }, ...done });
const choice = (more: object) => ({
  Ask: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Done', ...more }] },
  ...done,
});
const map = (processor: object, more: object = {}) => ({
  Each: { Type: 'Map', ItemProcessor: { StartAt: Object.keys(processor)[0], States: processor }, ...more, End: true },
});

test.each<[string, object, string]>([
  ['a target that is not there', pass({ Next: 'Gone' }), "state 'Pass', field 'Next'"],
  ['a rule whose target is not there', choice({ Next: 'Gone' }), "state 'Ask', field 'Choices[0].Next'"],
  ['a state that cannot be reached', { ...done, Lost: { Type: 'Succeed' } }, "state 'Lost': cannot be reached"],
  ['a state without an end', { Pass: { Type: 'Pass' } }, "state 'Pass', field 'Next'"],
  ['two states of one name', map({ Each: { Type: 'Succeed' } }), "state 'Each': is the name of two states"],
  ['a type that is none', { Do: { Type: 'Do', End: true } }, "state 'Do', field 'Type'"],
  ['a field that is none', pass({ Retry: [] }), "state 'Pass', field 'Retry'"],
  ['JSONPath fields', pass({ InputPath: '$.a' }), "state 'Pass', field 'InputPath': is JSONPath"],
  ['a turn back to JSONPath', pass({ QueryLanguage: 'JSONPath' }), "state 'Pass', field 'QueryLanguage'"],
  ['an expression that is no JSONata', pass({ Output: { a: ['{% 1 + %}'] } }), "state 'Pass', field 'Output/a[0]'"],
  ['$eval', pass({ Output: '{% $eval("1") %}' }), '$eval is not available'],
  ['??, which AWS lacks', pass({ Output: '{% $states.input.a ?? 1 %}' }), "state 'Pass', field 'Output'"],
  ['?:, which AWS lacks', pass({ Output: '{% $states.input.a ?: 1 %}' }), "state 'Pass', field 'Output'"],
  ['a bare name', pass({ Output: '{% price * 2 %}' }), "'price' reads an input document"],
  [
    'a bare name in a function',
    pass({ Output: '{% $map([1], function($v) { $v + price }) %}' }),
    "'price' reads an input document",
  ],
  ['$ at the top', pass({ Output: '{% $.price %}' }), "'$' reads an input document"],
  ['$$ anywhere', pass({ Output: '{% $states.input.(a + $$.b) %}' }), "'$$' reads an input document"],
  [
    'a variable that nothing assigns',
    choice({ Condition: '{% $total > 1 %}' }),
    "field 'Choices[0]/Condition': $total is never assigned",
  ],
  ['$states.errorOutput outside a catcher', pass({ Output: '{% $states.errorOutput %}' }), 'known in Catch alone'],
  [
    'an inner state that assigns an outer variable',
    {
      Set: { Type: 'Pass', Assign: { a: 1 }, Next: 'Each' },
      ...map({ In: { Type: 'Pass', Assign: { a: 2 }, End: true } }),
    },
    "state 'In', field 'Assign/a'",
  ],
  [
    'an outer variable in a distributed map',
    {
      Set: { Type: 'Pass', Assign: { a: 1 }, Next: 'Each' },
      Each: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'In',
          States: { In: { Type: 'Pass', Output: '{% $a %}', End: true } },
        },
        End: true,
      },
    },
    '$a is never assigned',
  ],
  ['a variable called states', pass({ Assign: { states: 1 } }), "state 'Pass', field 'Assign.states'"],
  [
    'States.ALL before another name',
    { Work: task('work', { Catch: [{ ErrorEquals: ['States.ALL', 'Busy'], Next: 'Done' }], Next: 'Done' }), ...done },
    "state 'Work', field 'Catch[0].ErrorEquals'",
  ],
  ['a time-out of no time', { Work: task('work', { TimeoutSeconds: 0 }) }, "state 'Work', field 'TimeoutSeconds'"],
  [
    'a service that is not here',
    { Send: task('x', { Resource: 'arn:aws-cn:states:::sqs:sendMessage' }) },
    "state 'Send', field 'Resource'",
  ],
  ['items from S3', map({ In: { Type: 'Succeed' } }, { ItemReader: {} }), "state 'Each', field 'ItemReader'"],
])('%s is refused, naming the place', async (_, states, message) => {
  const rig = await openRig();
  expect(() => rig.define(states)).toThrow(message);
});

test.each<[string, object]>([
  [
    'names within paths, predicates, sorts and transforms',
    pass({
      Output: '{% $states.input.items[price > 1]^(name).{"n": name, "k": $sum(parts.(a * b))} ~> |$|{"x": n}| %}',
    }),
  ],
  [
    'names that an expression binds itself',
    pass({ Output: '{% ($rate := 2; $double := function($n) { $n * $rate }; $map([1, 2], $double)) %}' }),
  ],
  ['positions and items bound on a path', pass({ Output: '{% $states.input.items#$i.{"at": $i, "name": name} %}' })],
  [
    'a variable assigned by a catcher',
    {
      Work: task('work', {
        Catch: [{ ErrorEquals: ['States.ALL'], Assign: { failed: true }, Next: 'Tell' }],
        Assign: { failed: false },
        Next: 'Tell',
      }),
      Tell: { Type: 'Pass', Output: '{% $failed %}', End: true },
    },
  ],
  [
    'the functions that Step Functions adds',
    pass({ Output: '{% [$uuid(), $hash("a"), $random(), $range(1, 2, 1), $partition([1], 1), $parse("1")] %}' }),
  ],
  ['braces that do not span the string', pass({ Output: 'from {% to %} here' })],
])('%s are accepted', async (_, states) => {
  const rig = await openRig();
  rig.define(states);
});
