/**
 * What an outage has interrupted is done again on resume, every effect of it. Each scenario is interrupted at one of its
 * effects, another one from scenario to scenario; `EVERY_EFFECT=1` takes all of them, which are ten times the plays, and
 * `ONLY=refund/` the scenarios of a name.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { openScenarioMachine, type ScenarioMachine } from '../support/scenario-machine.ts';

const { ONLY: only, EVERY_EFFECT: every } = process.env;
const scenarios = readScenarios().filter(({ name, workflow }) => !only || `${workflow}/${name}`.includes(only));

let machine: ScenarioMachine;
beforeAll(async () => {
  machine = await openScenarioMachine();
});
afterAll(() => machine.close());

/** Of the effects that no scenario of this workflow was interrupted at, the last: the play that is left is the shortest. */
const interrupted = new Set<string>();
function notInterruptedYet(workflow: string, effects: readonly string[]): number[] {
  const at = effects.findLastIndex((effect) => !interrupted.has(`${workflow} ${effect}`));
  if (at < 0) return [];
  interrupted.add(`${workflow} ${effects[at]}`);
  return [at];
}

describe.each(scenarios)('$workflow: $name', (scenario) => {
  test('is the same as if nothing had been interrupted, whichever effect it was', async () => {
    const model = await machine.play(scenario);
    expect(model.state).toBe(scenario.state);
    for (const at of every ? model.effects.keys() : notInterruptedYet(scenario.workflow, model.effects)) {
      const { effects: _e, before: _b, resumed, ...left } = await machine.play(scenario, { at, model });
      const { effects: _m, before: _n, resumed: _r, ...expected } = model;
      expect.soft([model.effects[at], resumed, left]).toEqual([model.effects[at], 1, expected]);
    }
  });
});
