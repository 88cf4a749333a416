/**
 * Draws the state machines while the console is built: the browser lays out nothing. `virtual:state-machines` has for
 * each kind the picture as SVG, one group a state, and the transitions for the list beside it.
 */
import type { Plugin } from 'vite';
import { z } from 'zod';
import { stateWord } from '../../../functions/console/src/words/state-machine-words.ts';
import { readDefinition, workflowOf } from '../definitions/read-definition.ts';
import { drawStateMachine, transitionsOf } from '../diagrams/state-machine-diagram.ts';

const definitionSchema = z.looseObject({
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Resource: z.string().optional(), Comment: z.string().optional() }),
  ),
});

const WORDS = {
  of: stateWord,
  title: '流程图,同样的内容见旁边的列表',
  legend: '虚线:按名捕获。其他故障都转到“挂起案件”。双框:等待。',
};

const NAME = 'virtual:state-machines';

export function stateMachinePictures(definitionFiles: readonly string[]): Plugin {
  return {
    name: 'state-machine-pictures',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const machines = definitionFiles.map(readMachine);
      return `export const machines = ${JSON.stringify(Object.fromEntries(machines))};`;
    },
  };
}

function readMachine(file: string) {
  const kind = workflowOf(file);
  const definition = readDefinition(file);
  const { StartAt, States } = definitionSchema.parse(JSON.parse(definition));
  const states = Object.entries(States).map(([name, { Type, Resource }]) => ({
    name,
    type: Type,
    waits: Resource?.endsWith('.waitForTaskToken') === true,
  }));
  const transitions = transitionsOf(definition).map(({ from, to }) => ({ from, to }));
  return [kind, { startAt: StartAt, states, transitions, svg: drawStateMachine(kind, definition, WORDS) }] as const;
}
