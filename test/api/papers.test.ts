/** Papers have numbers that rise without gaps within a region and year, whoever prints at once and whatever dies. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANGZHI, openOffice, type Who, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

const ZHOU: Who = ['policy_officer', '141181', 'zhou'];

let office: Awaited<ReturnType<typeof openOffice>>;
const opened: string[] = [];
beforeAll(async () => {
  office = await openOffice();
  for (let sequence = 1; sequence <= 6; sequence += 1) {
    opened.push(await office.openCase(XIAOYI, xiaoyiOpening(700 + sequence), `paper-case-${sequence}`));
  }
});
afterAll(() => office.close());

async function issue(index: number, paper = 'receipt'): Promise<string | null> {
  const params = { id: String(opened[index]) };
  return (await office.desk(XIAOYI).ask('issuePaper', { params, body: { paper } })).number;
}

test('a paper has no number before the agency has said how papers are numbered, and nobody else may say it', async () => {
  expect(await issue(0)).toBeNull();
  const agency = { name: '孝义市医疗保险中心', numberPattern: '孝医保〔{year}〕{number}号' };
  expect((await office.post(XIAOYI, '/agencies/141181', agency)).status).toBe(403);
  expect((await office.post(ZHOU, '/agencies/140400', agency)).status).toBe(403);
  expect((await office.post(ZHOU, '/agencies/141181', { numberPattern: '孝医保1号' })).status).toBe(422);
  const params = { region: '141181' };
  await office.desk(ZHOU).ask('changeAgency', { params, body: agency });
  expect(await office.desk(CHANGZHI).ask('getAgency', { params })).toMatchObject({
    agency: { ...agency, complaintTo: '' },
    changedBy: 'zhou',
    changedByName: 'zhou',
  });
});

test('a paper keeps its number, and another paper or case has the next one', async () => {
  expect(await issue(0)).toBe('孝医保〔2026〕1号');
  expect(await issue(0)).toBe('孝医保〔2026〕1号');
  expect(await issue(0, 'decision')).toBe('孝医保〔2026〕2号');
  expect(await issue(1)).toBe('孝医保〔2026〕3号');
});

test('of many that print at once none is given two numbers, and none is left out', async () => {
  const given = await Promise.all([2, 2, 3, 3, 4].map((index) => issue(index)));
  expect(new Set(given)).toEqual(new Set([4, 5, 6].map((number) => `孝医保〔2026〕${number}号`)));
  expect(given[0]).toBe(given[1]);
  expect(given[2]).toBe(given[3]);
});

test('a number that was taken by a process that died is kept by its case before the next one is taken', async () => {
  office.services.writesLeft = 1;
  await issue(5).catch(() => null);
  office.services.writesLeft = Number.POSITIVE_INFINITY;
  expect(await issue(1, 'decision')).toBe('孝医保〔2026〕8号');
  expect(await issue(5)).toBe('孝医保〔2026〕7号');
});
