import { expect, test } from 'vitest';
import { runCampaign } from './campaign.ts';
import { SHORT } from './campaigns.ts';

test('whatever goes wrong meanwhile, every case ends where it should, money adds up, and each notice goes out once', async () => {
  const { problems, rows } = await runCampaign(SHORT);
  expect(problems.map(({ what }) => what)).toEqual([]);
  expect(rows.length).toBeGreaterThan(12);
  expect(rows.filter(({ times, lost, doubled }) => times === 0 || lost + doubled > 0)).toEqual([]);
});
