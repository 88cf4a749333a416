/** 政策试算 without sign-in: who asks is nobody, and what is asked is kept nowhere. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpResult } from '../../functions/runtime/http-handler.ts';
import { openOffice, type Who } from './office.ts';

const ZHOU: Who = ['policy_officer', '141181', 'zhou'];
const AGENCY = {
  name: '孝义市医疗保险中心',
  address: '府前街 1 号',
  telephone: '0358-7620000',
  hours: '工作日 8:30—12:00，14:30—18:00',
};

let office: Awaited<ReturnType<typeof openOffice>>;
let handler: (event: unknown) => Promise<HttpResult>;
beforeAll(async () => {
  office = await openOffice();
  await office.desk(ZHOU).ask('changeAgency', { params: { region: '141181' }, body: AGENCY });
  ({ handler } = await import('../../functions/api/entries/estimate.ts'));
});
afterAll(() => office.close());

/** @param typed the form that is sent; without one the page is looked at */
async function ask(
  path: string,
  typed?: Record<string, string>,
): Promise<{ status: number; said: string; sent: string }> {
  const { statusCode, body } = await handler({
    version: '2.0',
    rawPath: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    requestContext: {
      timeEpoch: Date.parse(office.now()),
      requestId: 'r',
      http: { method: typed ? 'POST' : 'GET' },
    },
    ...(typed && { body: Buffer.from(new URLSearchParams(typed).toString()).toString('base64') }),
    isBase64Encoded: typed !== undefined,
  });
  const said = body.replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '').replace(/<[^>]*>/g, '');
  return { status: statusCode, said, sent: body };
}

const late = (region: string, typed: Record<string, string>) => ask(`/estimate/${region}/late-payment`, typed);

test('who pays late is told how much, how long, from when, by which clause and where to go', async () => {
  const { status, said } = await late('141181', {
    year: '2026',
    paidOn: '2026-03-10',
    group: 'none',
    past: 'continuous',
  });
  expect(status).toBe(200);
  for (const words of [
    '1,100.00 元',
    '个人缴费 400.00 元 + 财政补助 700.00 元，因为错过了集中缴费期',
    '3 个月（文件规定不低于该期限）',
    '2026年6月10日，到2026年12月31日止',
    '需全额补缴当年度个人缴费部分及各级财政补助资金',
    ...Object.values(AGENCY),
    '2026年3月10日计算，依据孝义市 2026 年度政策表，版本 2025-10-21.',
  ])
    expect(said).toContain(words);
});

test('nothing of what is asked is stored, logged or in an address', async () => {
  const before = office.logged.length;
  const written: string[] = [];
  office.services.onWrite = (text) => (written.push(text) > 0 ? 'lives' : 'refused');
  const typed = { bornOn: '2026-02-13', registeredOn: '2026-02-27', group: 'subsistence_allowance' };
  const { said } = await ask('/estimate/141181/newborn', typed);
  expect(said).toContain('2026年2月13日');
  await ask('/estimate/141181/refund', { year: '2026', ground: 'death', paidOn: '2025-11-07', amount: '417' });
  const lines = office.logged.slice(before);
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    lines.map(() => ({ level: 'info', message: 'answered', status: 200, route: 'POST /estimate/{region}/{matter}' })),
  );
  expect(lines).toHaveLength(2);
  expect(written).toEqual([]);
});

test('a fact that decides is asked for, and answered in the same form', async () => {
  const typed = { year: '2025', paidOn: '2025-04-10', group: 'none', past: 'continuous' };
  const asked = await late('120000', typed);
  expect(asked.said).toContain('补充情况后才能算出');
  expect(asked.said).toContain('要算准，还需要知道：缴费档次');
  const { said } = await late('120000', { ...typed, tier: 'high' });
  expect(said).toContain('2,130.00 元');
  expect(said).not.toContain('还需要知道');
});

test('where a text says nothing nobody makes up a figure: the page says so, and who can be asked', async () => {
  const { said } = await late('321000', { year: '2025', paidOn: '2025-04-10', past: 'continuous' });
  expect(said).toContain('要缴多少请咨询经办机构');
  expect(said).toContain('普通城乡居民财政补助标准：本地政策没有写明，请咨询经办机构。');
  expect(said).toContain('医保热线 12393');
});

test('where a text can be read in two ways both results are told, and none of them is chosen', async () => {
  const typed = { bornOn: '2025-12-31', registeredOn: '2025-12-31', paidOn: '2026-01-15', group: 'none' };
  const { said } = await ask('/estimate/141181/newborn', typed);
  expect(said).toContain('有两种读法');
  expect(said).toContain('2026年1月1日，到2026年12月31日止');
  expect(said).toContain('2026年1月15日，到2026年12月31日止');
  expect(said).toContain('从哪天起享受待遇有几种可能，见下表');
});

test('who pays for a newborn after its days are over is not told what holds within them', async () => {
  const typed = { bornOn: '2025-01-10', registeredOn: '2025-01-10', paidOn: '2025-05-20', group: 'none' };
  const { said } = await ask('/estimate/450100/newborn', typed);
  expect(said).toContain('2025年5月20日，到2025年12月31日止');
  expect(said).toContain('最早的缴费期限是2025年4月10日，所填的缴费日期已经超过');
  expect(said).not.toContain('以前参保并缴费');
  expect((await ask('/estimate/450100/newborn', { ...typed, paidOn: '2025-04-10' })).said).toContain(
    '自出生之日起享受待遇',
  );
});

test('a refund is told by its ground, and the second payment of a year goes back', async () => {
  const twice = { year: '2026', ground: 'duplicate_payment', paidOn: '2025-11-03', amount: '400' };
  const { said } = await ask('/estimate/141181/refund', { ...twice, paidOn2: '2025-11-20', amount2: '400 元' });
  for (const words of ['予以退费', '另一笔：退 2026 年度 400.00 元', '第一笔保留，不退']) expect(said).toContain(words);
});

test('what nobody can mean is said at its field, and what was typed never becomes markup', async () => {
  const wrong = await late('141181', { year: '2026', paidOn: '<b>x</b>', birthDate: '1800-01-01' });
  expect(wrong.said).toContain('有 1 处要改');
  expect(wrong.sent).toContain('value="&lt;b&gt;x&lt;/b&gt;"');
  expect(wrong.sent).not.toContain('<b>x');
  for (const path of ['/estimate/999999', '/estimate/141181/nothing', '/estimate/141181/late-payment/x'])
    expect((await ask(path)).status).toBe(404);
  expect((await late('141181', { year: '2026', paidOn: '2026-03-10', past: 'x'.repeat(9_000) })).status).toBe(404);
});

test('who meets a fault is told so on a page, and nothing of the fault', async () => {
  office.services.afterRead = () => Promise.reject(new Error('about 141181199002030016'));
  const { status, said, sent } = await ask('/estimate');
  office.services.afterRead = async () => {};
  expect([status, said]).toEqual([503, expect.stringContaining('请稍后用同样的内容再试一次')]);
  expect(sent).toMatch(/^<!doctype html>/);
  expect(`${sent}${office.logged.at(-1)}`).not.toContain('141181199002030016');
});

test('no name, number, phone or account is asked for', async () => {
  for (const matter of ['late-payment', 'newborn', 'refund']) {
    const { sent } = await ask(`/estimate/141181/${matter}`);
    const labels = [...sent.matchAll(/<label[^>]*>(.*?)<\/label>/g)].map(([, label = '']) => label);
    expect(labels.length).toBeGreaterThan(3);
    expect(labels.filter((label) => /姓名|证件|身份证|手机|电话|账[号户]|银行/.test(label))).toEqual([]);
    expect(sent).toMatch(/<form[^>]* method="post"[^>]* autocomplete="off"/);
  }
});
