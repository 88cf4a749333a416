/** What a state machine compares with, catches and passes on is what its functions say, throw and answer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LATE_PAYMENT_ANSWERS } from '../../../functions/cases/late-payment/case.ts';
import { NEWBORN_ANSWERS } from '../../../functions/cases/newborn/case.ts';
import { REFUND_ANSWERS } from '../../../functions/cases/refund/case.ts';
import { returnedUntil } from '../../../functions/cases/wait-answers.ts';
import { localDate } from '../../../functions/domain/calendar.ts';
import { IMPORTS_OUTCOMES } from '../../../functions/tasks/imports/outcomes.ts';
import { LATE_PAYMENT_OUTCOMES, LATE_PAYMENT_TURNS } from '../../../functions/tasks/late-payment/outcomes.ts';
import { NEWBORN_OUTCOMES, NEWBORN_TURNS } from '../../../functions/tasks/newborn/outcomes.ts';
import { REFUND_OUTCOMES, REFUND_TURNS } from '../../../functions/tasks/refund/outcomes.ts';
import { REMINDERS_OUTCOMES } from '../../../functions/tasks/reminders/outcomes.ts';
import { STUDENT_BATCH_OUTCOMES } from '../../../functions/tasks/student-batch/outcomes.ts';
import { readDefinition } from '../../../infra/build/definitions/read-definition.ts';
import { functionEntries } from '../../../infra/stacks/function-entries.ts';

type Word = string | boolean;
/** The words that each member of an answer can be; undefined where it is no word. */
type Answer = ReadonlyMap<string, readonly Word[] | undefined>;

interface Workflow {
  outcomes: Record<string, z.ZodObject>;
  turns?: Record<string, string>;
  answers?: Record<string, Record<string, string>>;
}
const WORKFLOWS: Record<string, Workflow> = {
  'late-payment': { outcomes: LATE_PAYMENT_OUTCOMES, turns: LATE_PAYMENT_TURNS, answers: LATE_PAYMENT_ANSWERS },
  newborn: { outcomes: NEWBORN_OUTCOMES, turns: NEWBORN_TURNS, answers: NEWBORN_ANSWERS },
  refund: { outcomes: REFUND_OUTCOMES, turns: REFUND_TURNS, answers: REFUND_ANSWERS },
  reminders: { outcomes: REMINDERS_OUTCOMES },
  imports: { outcomes: IMPORTS_OUTCOMES },
  'student-batch': { outcomes: STUDENT_BATCH_OUTCOMES },
};

const choiceSchema = z.looseObject({ Condition: z.string(), Next: z.string() });
const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Output: z.unknown().optional(),
  Assign: z.unknown().optional(),
  Next: z.string().optional(),
  Choices: z.array(choiceSchema).default([]),
  DefaultIsFor: z.array(z.union([z.string(), z.boolean()])).default([]),
  ItemProcessor: z.unknown().optional(),
});
const machineSchema = z.looseObject({ States: z.record(z.string(), stateSchema) });
type State = z.output<typeof stateSchema>;

const statesOf = (machine: unknown): [string, State][] =>
  Object.entries(machineSchema.parse(machine).States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor)),
  ]);

const root = join(import.meta.dirname, '../../..');
const fileOf = (workflow: string) => join(root, `workflows/${workflow}/${workflow}.asl.json`);
const passesOn = ({ Resource, Output }: State): boolean =>
  Resource?.endsWith('.waitForTaskToken') === true || Output === '{% $states.result.Payload %}';

const enumSchema = z.looseObject({ enum: z.array(z.string()) });
const constSchema = z.looseObject({ const: z.string() });

function wordsOf(schema: unknown): readonly Word[] | undefined {
  if (z.looseObject({ type: z.literal('boolean') }).safeParse(schema).success) return [true, false];
  const one = constSchema.safeParse(schema);
  if (one.success) return [one.data.const];
  return enumSchema.safeParse(schema).data?.enum;
}

function answerOf({ outcomes, turns = {}, answers = {} }: Workflow, state: string): Answer | undefined {
  const turn = turns[state];
  if (turn !== undefined) {
    const words = Object.keys(answers[turn] ?? {});
    const besides = words.includes('returned') ? Object.keys(returnedUntil(localDate('2026-01-01'))) : [];
    return new Map<string, readonly Word[] | undefined>([
      ...besides.map((name) => [name, undefined] as const),
      ['decision', words],
    ]);
  }
  const outcome = outcomes[state];
  if (outcome === undefined) return undefined;
  const { properties = {} } = z.toJSONSchema(outcome, { unrepresentable: 'any', io: 'input' });
  return new Map(Object.entries(properties).map(([name, schema]) => [name, wordsOf(schema)]));
}

const COMPARED = /^\{% \$states\.input\.(\w+) = (?:'(\w+)'|(true|false)) %\}$/;
const read = (text: unknown, from: string): string[] =>
  [...JSON.stringify(text ?? null).matchAll(new RegExp(`\\$states\\.${from}\\.(\\w+)`, 'g'))].map(
    ([, name = '']) => name,
  );

describe.each(Object.entries(WORKFLOWS))('%s', (workflow, known) => {
  const states = statesOf(JSON.parse(readDefinition(fileOf(workflow))));
  const reviewed = new Map(statesOf(readReviewed(workflow)));
  const tasks = states.filter(([, { Type }]) => Type === 'Task');
  const choices = states.filter(([, { Type }]) => Type === 'Choice');

  test('every task declares what it answers, and its function answers by that', () => {
    for (const [name, { Resource }] of tasks) {
      if (name === 'ParkCase') continue;
      expect(answerOf(known, name), name).toBeDefined();
      const waits = Resource?.endsWith('.waitForTaskToken') === true;
      expect(known.turns?.[name] !== undefined, name).toBe(waits);
      // The state that notes a part as left calls the function of another one.
      if (name === 'LeavePart') continue;
      expect(sourceOf(workflow, name), name).toMatch(new RegExp(`_${waits ? 'TURNS' : 'OUTCOMES'}\\.${name}\\b`));
    }
    const declared = [...Object.keys(known.outcomes), ...Object.keys(known.turns ?? {})];
    expect(declared.filter((name) => !tasks.some(([task]) => task === name))).toEqual([]);
  });

  test('a task passes on nothing that its function does not answer', () => {
    for (const [name, { Assign, Output }] of tasks) {
      if (name === 'ParkCase') continue;
      for (const member of [...read(Assign, 'result.Payload'), ...read(Output, 'result.Payload')]) {
        expect([...(answerOf(known, name)?.keys() ?? [])], `${name} passes on ${member}`).toContain(member);
      }
    }
  });

  test.each(choices.map(([name]) => name))('%s compares with every word that can come, and with no other', (choice) => {
    const before = tasks.filter(([, { Next }]) => Next === choice);
    const answers = before.flatMap(([name, state]) => (passesOn(state) ? [answerOf(known, name)] : []));
    const { Choices, DefaultIsFor } = reviewed.get(choice) ?? { Choices: [], DefaultIsFor: [] };
    const compared = Choices.flatMap(({ Condition }) => {
      const [, member = '', word, truth] = COMPARED.exec(Condition) ?? [];
      return member === '' ? [] : [{ member, word: word ?? truth === 'true' }];
    });
    for (const member of Choices.flatMap((one) => read(one, 'input'))) {
      for (const answer of answers) expect([...(answer?.keys() ?? [])], `${choice} reads ${member}`).toContain(member);
    }
    const [first] = compared;
    if (first === undefined) return;
    const said = answers.flatMap((answer) => answer?.get(first.member) ?? []);
    const expected = [...compared.map(({ word }) => word), ...DefaultIsFor];
    expect(new Set(expected).size).toBe(expected.length);
    expect(new Set(said)).toEqual(new Set(expected));
    expect(compared.every(({ member }) => member === first.member)).toBe(true);
  });
});

function readReviewed(workflow: string): unknown {
  // `Type` is in the step; nothing else of the tasks is read from here.
  return JSON.parse(readFileSync(fileOf(workflow), 'utf8'), (_key, value) =>
    z.looseObject({ Step: z.string() }).safeParse(value).success ? { Type: 'Task', ...value } : value,
  );
}

function sourceOf(workflow: string, state: string): string {
  const name = `${workflow}${state}`.replaceAll('-', '').toLowerCase();
  const entry = Object.entries(functionEntries).find(([known]) => known.toLowerCase() === name)?.[1];
  if (entry === undefined) throw new Error(`${workflow} ${state} has no function`);
  return readFileSync(join(root, entry), 'utf8');
}
