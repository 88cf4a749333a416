/** Cases that an earlier release has opened go on to their end: what it stored is read, and what waits is taken up. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dateOfInstant } from '../../functions/domain/calendar.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesks } from '../../infra/local/scenarios/desks.ts';
import { fewerNights } from '../../infra/local/scenarios/fewer-nights.ts';
import { playPart } from '../../infra/local/scenarios/play-scenarios.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { verifyCloud } from '../support/verify-cloud.ts';
import { layOut, readFixtures } from './fixture.ts';

let folder = '';
let assembly = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-releases-'));
  assembly = await keptAssembly();
});
afterAll(() => rm(folder, { recursive: true }));

const fixtures = await readFixtures();
/** The roll that is to be reminded on the day after the machine was stopped. */
async function countReminded(cloud: Cloud): Promise<number> {
  const desk = { sub: 'caseworker-1', role: 'caseworker', regions: ['141181'] } as const;
  const query = { region: '141181', day: '2026-02-18' };
  const { messages } = await openDesks(cloud).deskOf(desk).ask('listOutbox', { query });
  return messages.filter(({ occasion }) => occasion.startsWith('period_')).length;
}

/** What the release kept of no case: its place among the amounts, and the days on which something happened to it. */
async function expectListedAnew(cloud: Cloud, stopped: number): Promise<void> {
  const auditor = openDesks(cloud).deskOf({ sub: 'auditor-1', role: 'auditor', regions: [] });
  const listed = async (order: 'newest' | 'largest' | 'smallest') => {
    const { cases, cursor } = await auditor.ask('listCases', { query: { order, limit: '100' } });
    expect(cursor).toBeNull();
    return cases.map(({ caseId }) => caseId);
  };
  const [newest, largest] = [await listed('newest'), await listed('largest')];
  expect(largest.toSorted()).toEqual(newest.toSorted());
  expect(await listed('smallest')).toEqual(largest.toReversed());
  const { cases } = await auditor.ask('listCases', { query: { order: 'oldest', limit: '1' } });
  for (const { caseId, region, openedAt } of cases) {
    expect(Date.parse(openedAt)).toBeLessThan(stopped);
    const day = await auditor.ask('getAuditDay', { params: { region, day: dateOfInstant(openedAt) } });
    expect(day).toMatchObject({ complete: true, lost: [] });
    expect(day.records.map((record) => record.caseId)).toContain(caseId);
  }
}

test('there is a fixture of a release', () => expect(fixtures.length).toBeGreaterThan(1));

describe.each(fixtures)('$machine of release $release', ({ machine, release, folder: kept, ...story }) => {
  test('go on where they were, to the end that they had then', async () => {
    const data = join(folder, `${release}-${machine}`);
    await layOut({ machine, release, folder: kept, ...story }, data);
    const clockFrom = Date.parse(story.stopped);
    const nights = fewerNights();
    const cloud = await startCloud({ data, port: 0, assembly, clockFrom, between: nights.between });
    try {
      nights.on(cloud);
      const before = await verifyCloud(cloud);
      expect([before.cases, before.findings]).toEqual([story.scenarios.length, []]);

      const { played, open } = await playPart(cloud, story.scenarios, { opened: story.opened });

      expect([...open.keys()]).toEqual([]);
      const ends = story.scenarios.map(({ name }) => {
        const { state, entered = [], notices = [] } = played.get(name) ?? {};
        return { name, state, passes: entered, notices: notices.map(({ occasion }) => occasion).sort() };
      });
      expect(ends).toEqual(
        story.scenarios.map(({ name, state, passes, notices }) => ({
          name,
          state,
          passes,
          notices: notices.toSorted(),
        })),
      );
      expect((await verifyCloud(cloud)).findings).toEqual([]);
      await expectListedAnew(cloud, clockFrom);
      if (machine === 'payments') expect(await countReminded(cloud)).toBe(3);
    } finally {
      await cloud.close();
    }
  });
});
