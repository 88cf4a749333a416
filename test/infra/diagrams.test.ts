import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDefinitionFile, readDefinition, workflowOf } from '../../infra/build/definitions/read-definition.ts';
import { drawStateMachine, transitionsOf } from '../../infra/build/diagrams/state-machine-diagram.ts';

const workflows = resolve(import.meta.dirname, '../../workflows');
const definitions = readdirSync(workflows, { recursive: true, encoding: 'utf8' }).filter((path) =>
  isDefinitionFile(path),
);

describe('the picture of a state machine', () => {
  it.each(definitions)('of %s is drawn from it as it stands (npm run diagrams)', (path) => {
    const definition = readDefinition(join(workflows, path));
    const name = workflowOf(path);
    const drawn = drawStateMachine(name, definition);
    expect(readFileSync(join(workflows, path.replace('.asl.json', '.svg')), 'utf8')).toBe(drawn);
    for (const { from, to } of transitionsOf(definition)) {
      expect(drawn).toContain(`id="${from}"`);
      expect(drawn).toContain(`id="${to}"`);
    }
  });
});
