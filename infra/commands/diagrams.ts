/** `npm run diagrams`: draws each state machine beside its definition. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDefinitionFile, readDefinition, workflowOf } from '../build/definitions/read-definition.ts';
import { drawStateMachine } from '../build/diagrams/state-machine-diagram.ts';
import { readArguments } from '../local/commands/arguments.ts';

readArguments({
  name: 'diagrams',
  does: 'Draws each state machine beside its definition: after a change of it.',
  example: 'npm run diagrams',
});

const workflows = new URL('../../workflows', import.meta.url).pathname;

for (const entry of readdirSync(workflows, { recursive: true, withFileTypes: true })) {
  if (!isDefinitionFile(entry.name)) continue;
  const name = workflowOf(entry.name);
  const definition = readDefinition(join(entry.parentPath, entry.name));
  writeFileSync(join(entry.parentPath, `${name}.svg`), drawStateMachine(name, definition));
  console.log(join(entry.parentPath, `${name}.svg`));
}
