/** State machines as they are deployed, and what can be read from them. */
import { join } from 'node:path';
import { z } from 'zod';
import { readDefinition } from '../../infra/build/definitions/read-definition.ts';

const nextSchema = z.looseObject({ Next: z.string() });
const stateSchema = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(nextSchema).default([]),
  Catch: z.array(nextSchema).default([]),
});
const machineSchema = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), stateSchema) });

export type StateMachineFile = ReturnType<typeof readStateMachine>;

/** @param kind folder and name of the file: `late-payment` */
export function readStateMachine(kind: string) {
  const text = readDefinition(join(import.meta.dirname, `../../workflows/${kind}/${kind}.asl.json`));
  const { States: states } = machineSchema.parse(JSON.parse(text));
  return {
    states,
    /** With each substitution filled in by a made-up ARN that ends in the function's name. */
    runnable: text
      .replaceAll('$' + '{partition}', 'aws-cn')
      .replaceAll(/\$\{(\w+)Arn\}/g, 'arn:aws-cn:lambda:cn-northwest-1:000000000000:function:$1'),
    /** `From -> To` for every Next, choice, default and catch. */
    transitions: Object.entries(states).flatMap(([from, { Next, Default, Choices, Catch }]) => {
      const targets = [Next, Default, ...Choices.map((one) => one.Next), ...Catch.map((one) => one.Next)];
      return [...new Set(targets.filter((to) => to !== undefined))].map((to) => `${from} -> ${to}`);
    }),
    tasks: Object.entries(states)
      .filter(([, { Type }]) => Type === 'Task')
      .map(([name]) => name),
  };
}

/** States entered, in order, as transitions. */
export const transitionsOf = (entered: readonly string[]): string[] =>
  entered.slice(1).map((to, index) => `${entered[index]} -> ${to}`);
