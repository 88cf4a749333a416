/** `npm run diagrams`: draws each state machine beside its definition. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawStateMachine } from '../build/diagrams/state-machine-diagram.ts';

const workflows = new URL('../../workflows', import.meta.url).pathname;

for (const entry of readdirSync(workflows, { recursive: true, withFileTypes: true })) {
  if (!entry.name.endsWith('.asl.json')) continue;
  const name = entry.name.replace('.asl.json', '');
  const definition = readFileSync(join(entry.parentPath, entry.name), 'utf8');
  writeFileSync(join(entry.parentPath, `${name}.svg`), drawStateMachine(name, definition));
  console.log(join(entry.parentPath, `${name}.svg`));
}
