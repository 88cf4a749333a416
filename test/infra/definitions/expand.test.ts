import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expandDefinition, stepsSchema } from '../../../infra/build/definitions/expand-definition.ts';
import { isDefinitionFile, readDefinition, stepsFile } from '../../../infra/build/definitions/read-definition.ts';

const SOURCE = { file: 'workflows/late-payment/late-payment.asl.json', workflow: 'late-payment' };
const STEPS = stepsSchema.parse({
  Steps: {
    call: {
      For: 'the reader',
      Type: 'Task',
      Arguments: { FunctionName: `\${FunctionOfThisState}`, Payload: { at: 'now' } },
      Retry: ['often'],
      Output: 'all',
    },
    wait: { Like: 'call', Output: null, Arguments: { Payload: { token: 't' } } },
    loop: { Like: 'round' },
    round: { Like: 'loop' },
  },
  Retry: { often: { ErrorEquals: ['Slow'], MaxAttempts: 9 }, seldom: { Like: 'often', MaxAttempts: 2 } },
  Catch: { back: { ErrorEquals: ['CaseChanged'], Next: `\${StartAt}` } },
});

const expand = (States: Record<string, unknown>) => {
  const { States: states } = expandDefinition({ StartAt: 'Ask', States }, SOURCE, STEPS);
  return states;
};

describe('a state that names a step', () => {
  test('gets what the step says, its own function, and retries and catches by name', () => {
    expect(expand({ Ask: { Step: 'call', Comment: 'Why.', Catch: ['back'], Next: 'End' } })).toEqual({
      Ask: {
        Type: 'Task',
        Comment: 'Why.',
        Arguments: { FunctionName: `\${LatePaymentAskArn}`, Payload: { at: 'now' } },
        Retry: [{ ErrorEquals: ['Slow'], MaxAttempts: 9 }],
        Catch: [{ ErrorEquals: ['CaseChanged'], Next: 'Ask' }],
        Output: 'all',
        Next: 'End',
      },
    });
  });

  test('adds to what a step is like, or takes away from it', () => {
    const states = expand({
      Ask: { Step: 'wait', Arguments: { Payload: { ending: 'e' } }, Retry: ['seldom'], End: true },
    });
    expect(states).toEqual({
      Ask: {
        Type: 'Task',
        Arguments: { FunctionName: `\${LatePaymentAskArn}`, Payload: { at: 'now', token: 't', ending: 'e' } },
        Retry: [{ ErrorEquals: ['Slow'], MaxAttempts: 2 }],
        End: true,
      },
    });
  });

  test('may stand in a map; a retry or a catch of its own stays as it is', () => {
    const own = { ErrorEquals: ['States.ALL'], Next: 'Left' };
    const ItemProcessor = { StartAt: 'Call', States: { Call: { Step: 'call', Catch: [own] } } };
    const states = expand({ Ask: { Type: 'Map', ItemProcessor } });
    expect(JSON.stringify(states)).toContain(`\${LatePaymentCallArn}`);
    expect(JSON.stringify(states)).toContain(JSON.stringify([own]));
  });
});

describe('a file that cannot be expanded is refused with the file and the state', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'an unknown step',
      { Step: 'cal' },
      /late-payment\.asl\.json, state Ask: there is no Step "cal" in steps\.json, but call, wait/,
    ],
    ['an unknown retry', { Step: 'call', Retry: ['never'] }, /state Ask: there is no Retry "never"/],
    [
      'an unknown catch',
      { Step: 'call', Catch: ['bak'] },
      /state Ask: there is no Catch "bak" in steps\.json, but back/,
    ],
    ['a catch that is no list', { Step: 'call', Catch: 'back' }, /state Ask: Catch is not a list/],
    ['a step that is like itself', { Step: 'loop' }, /state Ask: Step "loop" is like itself/],
    ['neither a step nor a type', { Next: 'End' }, /state Ask: says neither a Step nor a Type/],
  ])('%s', (_what, state, message) => {
    expect(() => expand({ Ask: state })).toThrow(message);
  });

  test('in a map too', () => {
    const ItemProcessor = { StartAt: 'Call', States: { Call: { Step: 'cal' } } };
    expect(() => expand({ Ask: { Type: 'Map', ItemProcessor } })).toThrow(/in Ask, state Call: there is no Step "cal"/);
  });

  test('no states at all', () => {
    expect(() => expandDefinition({ StartAt: 'Ask' }, SOURCE, STEPS)).toThrow(/late-payment\.asl\.json: .*States/s);
  });
});

const workflows = join(import.meta.dirname, '../../../workflows');
const files = readdirSync(workflows, { recursive: true, encoding: 'utf8' }).filter(isDefinitionFile);

describe.each(files)('%s', (path) => {
  const reviewed = readFileSync(join(workflows, path), 'utf8');

  test('shows the flow in at most 450 lines', () => {
    expect(reviewed.split('\n').length).toBeLessThanOrEqual(450);
  });

  test('says in a comment why every choice and every catch is there', () => {
    for (const { name, commented } of partsOf(JSON.parse(readDefinition(join(workflows, path))))) {
      expect(commented.Comment, name).toMatch(/\w+ \w+/);
    }
  });
});

test('every step, retry and catch of steps.json is used by a state', () => {
  const all = files.map((path) => readFileSync(join(workflows, path), 'utf8')).join('\n');
  const { Steps, Retry, Catch } = stepsSchema.parse(JSON.parse(readFileSync(stepsFile, 'utf8')));
  const like = readFileSync(stepsFile, 'utf8');
  const unused = [Steps, Retry, Catch].flatMap((table) =>
    Object.keys(table).filter((name) => !all.includes(`"${name}"`) && like.split(`"${name}"`).length < 3),
  );
  expect(unused).toEqual([]);
});

const partSchema = z.looseObject({ Comment: z.string().optional() });
const stateSchema = partSchema.extend({
  Type: z.string(),
  Choices: z.array(partSchema).default([]),
  Catch: z.array(partSchema).default([]),
  ItemProcessor: z.unknown().optional(),
});
const machineSchema = z.looseObject({ States: z.record(z.string(), stateSchema) });

/** Choices, what they choose between, and catches: of the states and of those within maps. */
function partsOf(definition: unknown): { name: string; commented: z.output<typeof partSchema> }[] {
  return Object.entries(machineSchema.parse(definition).States).flatMap(([name, state]) => [
    ...(state.Type === 'Choice' ? [state] : []).map((commented) => ({ name, commented })),
    ...[...state.Choices, ...state.Catch].map((commented) => ({ name, commented })),
    ...(state.ItemProcessor === undefined ? [] : partsOf(state.ItemProcessor)),
  ]);
}
