/** What an outage has interrupted is done again on resume, every effect of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { openScenarioMachine, type ScenarioMachine } from '../support/scenario-machine.ts';

const only = process.env.ONLY;
let machine: ScenarioMachine;
beforeAll(async () => {
  machine = await openScenarioMachine();
});
afterAll(() => machine.close());

describe.each(readScenarios().filter(({ name, workflow }) => !only || `${workflow}/${name}`.includes(only)))(
  '$workflow: $name',
  (scenario) => {
    test('is the same as if nothing had been interrupted, whichever effect it was', async () => {
      const model = await machine.play(scenario);
      expect(model.state).toBe(scenario.state);
      for (const at of model.effects.keys()) {
        const { effects: _e, before: _b, resumed, ...left } = await machine.play(scenario, { at, model });
        const { effects: _m, before: _n, resumed: _r, ...expected } = model;
        expect.soft([model.effects[at], resumed, left]).toEqual([model.effects[at], 1, expected]);
      }
    });
  },
);
