import { expect, test } from 'vitest';
import { killAgainAndAgain } from './kill-again-and-again.ts';

test('killed again and again under load, it loses no case, leaves none stuck and finishes none twice', async () => {
  const { kills, cases, faults } = await killAgainAndAgain(3);
  expect(faults).toEqual([]);
  expect(kills).toBe(3);
  expect(cases).toBeGreaterThan(0);
}, 180_000);
