import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { projectRoot } from '../kept-build.ts';
import { expandDefinition, stepsSchema } from './expand-definition.ts';

const ENDING = '.asl.json';

/** What all state machines have in common. */
export const stepsFile = join(projectRoot, 'workflows/steps.json');

/** Whether a file is a state machine as people review it. */
export const isDefinitionFile = (path: string): boolean => path.endsWith(ENDING);

/** `late-payment` of `workflows/late-payment/late-payment.asl.json`. */
export const workflowOf = (path: string): string => basename(path, ENDING);

/**
 * The definition of a state machine as it is deployed, as JSON.
 * @throws ExpansionError
 */
export function readDefinition(path: string): string {
  const steps = stepsSchema.parse(JSON.parse(readFileSync(stepsFile, 'utf8')));
  const source = { file: relative(projectRoot, path), workflow: workflowOf(path) };
  return JSON.stringify(expandDefinition(JSON.parse(readFileSync(path, 'utf8')), source, steps), null, 2);
}
