/** Files and days at a desk: imports, a university's batch, a newborn whose days run out, and what goes out on them. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSheet } from '../../functions/runtime/sheets/read-sheet.ts';
import { idNumber } from '../api/people.ts';
import { departure, departuresFile, paymentsFile } from '../support/university.ts';
import { type Desk, type Office, openOffice } from './office.ts';
import { expectGood } from './scenes/pages.ts';

/** The one university that can be signed in as here. */
const PAYER = 'university:10112';
const CHILD = idNumber(41, '20250801');

let office: Office;
let li: Desk;
beforeAll(async () => {
  office = await openOffice({ opened: '2026-02-16T09:30:00+08:00' });
  li = await office.desk('李文静');
});
afterAll(() => office?.close());

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });

const enrolmentsFile = (rows: readonly string[]): Buffer =>
  Buffer.from(['身份证号码,姓名,统筹区,参保年度,待遇开始日期,手机号码', ...rows, ''].join('\n'));

/** Moves the clock by the slider, as an office in training does. */
async function passDays({ page }: Desk, days: number): Promise<void> {
  await page.getByLabel('把时间往后拨的天数').fill(String(days));
  await page.getByRole('button', { name: '拨动' }).click();
  await page.getByRole('button', { name: '拨动', disabled: true }).waitFor();
}

test('a newborn is registered from its case, and its last day is in the calendar', async () => {
  const { page } = li;
  await li.open('/new/newborn');
  await page.getByLabel('出生医学证明编号').fill('O140110041');
  await page.getByLabel('出生日期').fill('2025-08-01');
  const parent = page.getByRole('group', { name: '父母一方' });
  await parent.getByLabel('姓名').fill('郭长河');
  await parent.getByLabel('证件号码').fill(idNumber(40));
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.waitForURL(/\/cases\/N141181-/);
  await page.getByRole('region', { name: '下一步' }).getByText('等待：父母登记或缴费').waitFor();

  const events = page.getByRole('form', { name: '登记事项' });
  await events.getByLabel('登记日期').fill('2025-12-20');
  await events.getByLabel('证件号码').fill(CHILD.slice(0, 17) + (CHILD.endsWith('1') ? '2' : '1'));
  await events.getByRole('button', { name: '登记' }).click();
  await events
    .getByText(/校验码|校验位/)
    .first()
    .waitFor();
  await events.getByLabel('证件号码').fill(CHILD);
  await events.getByLabel('姓名').fill('郭立秋');
  await events.getByRole('button', { name: '登记' }).click();
  await events.getByText('已登记：已办参保登记').waitFor();
  await page.getByText('等待：父母登记或缴费').waitFor();

  await page.getByRole('link', { name: '期限日历' }).click();
  await page.getByRole('heading', { name: '期限日历', level: 1 }).waitFor();
  await page.getByLabel('事项').selectOption('newborn');
  await page.getByRole('link', { name: '2026-02-25：新生儿参保 1 件' }).click();
  await page.getByRole('region', { name: '2026-02-25 到期' }).getByText('剩 9 天').waitFor();
  await page.getByRole('link', { name: /^N141181-/ }).waitFor();
});

test('an import says of each row what became of it, and what would be right', async () => {
  const { page } = li;
  await page.getByRole('link', { name: '数据导入' }).click();
  const rows = [
    `${idNumber(51)},试一,141181,2025,2025-01-01,13900000051`,
    `${idNumber(52)},,141181,2025,2025-01-01,`,
    `${idNumber(53)},试三,140400,2025,2025-01-01,13900000053`,
    `${idNumber(54)},试四,141181,2025,2025-01-01,13900000054`,
  ];
  await page.getByLabel('选择参保登记文件').setInputFiles(file('登记.csv', enrolmentsFile(rows)));
  await page.getByText('4 行已全部处理').waitFor();
  const wrong = page.getByRole('row', { name: '统筹区' }).last();
  await wrong.getByText('140400').waitFor();
  await expectGood(li, 'import');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 1 个错误行' }).click(),
  ]);
  expect((await sheetOf(await download.path())).at(-1)).toContain('140400');
  await page.getByRole('link', { name: '导入另一份' }).click();
  await page.getByRole('cell', { name: '参保登记' }).waitFor();
});

test('what goes out on a day is told with its reason, and so is what went out', async () => {
  const { page } = li;
  await passDays(li, 1);
  await page.getByText('今天 2026-02-17').waitFor();
  expect(await page.locator('.watermark').isVisible()).toBe(true);
  await page.getByRole('link', { name: '提醒' }).click();
  await page.getByText('2026-02-17 没有要发的提醒').waitFor();

  await page.getByRole('link', { name: '不再提醒的人' }).click();
  const stop = page.getByRole('form', { name: '不接收短信' });
  await stop.getByLabel('证件号码').fill(idNumber(55));
  await stop.getByLabel('要求').selectOption({ label: '不再接收短信' });
  await stop.getByRole('button', { name: '登记' }).click();
  await stop.getByText('请填写原因').first().waitFor();
  await stop.getByLabel('原因').fill('本人来电提出');
  await stop.getByRole('button', { name: '登记' }).click();
  await stop.getByText('已登记：不再接收短信').waitFor();
  const said = page.getByRole('form', { name: '自述已缴费' });
  await said.getByLabel('证件号码').fill(idNumber(54));
  await said.getByLabel('统筹区').selectOption('141181');
  await said.getByLabel('参保年度').fill('2026');
  await said.getByLabel('自述缴费日期').fill('2026-02-17');
  await said.getByRole('button', { name: '登记缴费' }).click();
  await said.getByText('已登记，1 个提醒暂缓').waitFor();

  await page.getByRole('link', { name: '今天要发' }).click();
  await page.getByText('2026-02-17 没有要发的提醒').waitFor(); // nobody is quicker than the page that comes
  await page.getByLabel('日期').fill('2026-02-18');
  await page.getByRole('row', { name: '说已于 2026-02-17 缴费' }).waitFor();
  const child = page.getByRole('row', { name: '新生儿登记缴费' });
  await child.getByText('最后一天前 7 天').waitFor();
  expect(await page.getByRole('row', { name: '集中缴费期' }).count()).toBe(3);

  await passDays(li, 1);
  await page.getByRole('link', { name: '已发出' }).click();
  await page.getByRole('row', { name: '新生儿登记缴费期限将到' }).waitFor();
  await expectGood(li, 'outbox');
  const period = page.getByRole('row', { name: '集中缴费期 2026-02-25 到期，最后一天前 7 天' });
  await period.getByText('城乡居民基本医疗保险缴费提醒').click();
  await period.getByText('2026-02-25').first().waitFor();
});

test('a dead letter says what is missing, and goes out when it is there and somebody sends it again', async () => {
  const { page } = li;
  await page.getByRole('link', { name: '提醒 1' }).click();
  await page.getByRole('link', { name: '未送达 1' }).click();
  const dead = page.getByRole('row', { name: '通知缺少' });
  await dead.getByText('导入带姓名和手机号的参保登记').waitFor();
  await expectGood(li, 'dead letters');
  await page.getByRole('link', { name: '数据导入' }).click();
  const named = [`${idNumber(52)},试二,141181,2025,2025-01-01,13900000052`];
  await page.getByLabel('选择参保登记文件').setInputFiles(file('更正.csv', enrolmentsFile(named)));
  await page.getByText('1 行已全部处理').waitFor();
  await page.getByRole('link', { name: '提醒' }).click();
  await page.getByRole('link', { name: '未送达 1' }).click();
  await page.getByRole('button', { name: /^重新发送/ }).click();
  await page.getByText('随下一次提醒').waitFor();
  await passDays(li, 1);
  await page.getByText('没有未送达的通知').waitFor();
  await page.getByRole('link', { name: '已发出' }).click();
  await page.getByRole('row', { name: '集中缴费期' }).waitFor();
});

test('a newborn that was missed: the parents are told what late means, and the desk asks whether they pay', async () => {
  const { page } = li;
  await passDays(li, 20);
  await page.getByRole('link', { name: '待办' }).click();
  await page.getByRole('row', { name: '是否补缴' }).getByRole('link').first().click();
  await page.getByRole('region', { name: '文书' }).getByText('新生儿逾期未缴费告知书').click();
  await page.getByText('现在仍可以补缴').waitFor();
  const panel = page.getByRole('region', { name: '办理' });
  await panel.getByText('不补缴', { exact: true }).click();
  await panel.getByLabel(/^意见/).fill('父母表示不补缴');
  await panel.getByRole('button', { name: '不补缴', exact: true }).click();
  await page.getByText('已办结：错过期限').waitFor();
  expect(await page.getByRole('form', { name: '登记事项' }).count()).toBe(0);
  expect(li.complaints).toEqual([]);
});

test('a clock that cannot be set shows neither slider nor watermark', async () => {
  const { page, context } = await office.desk('赵明远');
  await context.route('**/_local/clock', (route) => route.fulfill({ status: 404, body: '' }));
  await page.reload();
  await page.getByRole('heading', { name: '待办' }).waitFor();
  expect(await page.locator('.watermark').count()).toBe(0);
  expect(await page.getByRole('button', { name: '练习用的人和文件' }).count()).toBe(0);
  expect(await page.getByLabel('演示时间').count()).toBe(0);
});

test('a university sends in 220 rows, 20 of them bad: each is told, the good ones go on, and the page may be closed', async () => {
  const tax = await office.desk('陈晓燕');
  await tax.page.getByRole('link', { name: '数据导入' }).click();
  await tax.page.getByLabel('选择缴费明细文件').setInputFiles(file('缴费.csv', paymentsFile(1, 210, PAYER)));
  await tax.page.getByText('210 行已全部处理：已登记 210').waitFor();

  const desk = await office.desk('孙雅琴');
  const { page } = desk;
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载模板' }).click(),
  ]);
  expect((await sheetOf(await template.path()))[1]).toContain('身份证号码');

  const on = '2026-02-10';
  const good = Array.from({ length: 200 }, (_, index) => departure(index + 1, { on }));
  const bad = Array.from({ length: 20 }, (_, index) =>
    index % 2 === 0 ? departure(index + 1, { on }) : departure(300 + index, { on: '46083' }),
  );
  await page.getByLabel('选择填好的名单').setInputFiles(file('离校.csv', departuresFile([...good, ...bad])));
  await page.getByText('共 220 行，200 行通过，20 行有错误').waitFor();
  const report = page.getByRole('region', { name: '校验结果' });
  await report.getByRole('row', { name: '202' }).getByText('与第 2 行是同一名学生').waitFor();
  expect(await report.locator('tbody tr').count()).toBe(20);
  const [failed] = await Promise.all([
    page.waitForEvent('download'),
    report.getByRole('button', { name: '下载 20 个错误行' }).click(),
  ]);
  expect(await sheetOf(await failed.path())).toHaveLength(2 + 20);

  const check = page.getByRole('region', { name: '勾稽核对' });
  const send = check.getByRole('button', { name: '提交 200 名学生' });
  await check.getByLabel('学籍人数').fill('212');
  await check.getByText('学籍多出 2 人').waitFor();
  await expectGood(desk, 'batch');
  expect(await send.isDisabled()).toBe(true);
  await check.getByLabel('人数不符的原因').fill('两名新生尚未参保');
  await check.getByLabel('先提交通过的 200 行').check();
  await send.click();
  await page.getByText('正在立案：').waitFor();
  const { context } = desk;
  await page.close();
  const later = await context.newPage();
  await later.goto(`${office.cloud.url}/console`);
  await later.getByRole('row', { name: '220' }).getByRole('link').click();
  // Each of the 200 is a case with a state machine of its own.
  await later.getByText('200 名学生已全部办理：已立案 200').waitFor();
  await later.getByText('差 2 人：两名新生尚未参保').waitFor();
  const told = later.getByRole('region', { name: '立案结果' });
  await told.getByText(/待经办决定 200；应退合计 240,000.00 元/).waitFor();
  await told.getByRole('row', { name: '2023000001' }).getByText('待经办决定').waitFor();
  await expectGood({ ...desk, page: later }, 'students');
  const [outcomes] = await Promise.all([
    later.waitForEvent('download'),
    told.getByRole('button', { name: '下载办理结果' }).click(),
  ]);
  expect(await sheetOf(await outcomes.path())).toHaveLength(2 + 200);

  await li.page.getByRole('link', { name: '批量退费' }).click();
  await li.page.getByRole('row', { name: '10112' }).getByRole('link').click();
  await li.page.getByRole('link', { name: '办理本批的待办' }).click();
  await li.page.getByText('共 200 件').waitFor();
  await li.page.goBack();
  await li.page
    .getByRole('link', { name: /^R141181-/ })
    .first()
    .click();
  await li.page.getByRole('heading', { name: /^R141181-/ }).waitFor();
  expect([...desk.complaints, ...tax.complaints]).toEqual([]);
});

test('an office in training is given people and files that fit each other', async () => {
  const tax = await office.desk('陈晓燕');
  await tax.page.getByRole('button', { name: '练习用的人和文件' }).click();
  const dialog = tax.page.getByRole('dialog', { name: '练习用的人和文件' });
  await dialog.getByRole('row', { name: '郭长河' }).waitFor();
  const fetched: Record<string, string> = {};
  for (const name of ['练习-缴费明细.csv', '练习-离校名单.csv']) {
    const [download] = await Promise.all([
      tax.page.waitForEvent('download'),
      dialog.getByRole('button', { name }).click(),
    ]);
    fetched[name] = await download.path();
  }
  await tax.open('/imports');
  await tax.page.getByLabel('选择缴费明细文件').setInputFiles(fetched['练习-缴费明细.csv'] ?? '');
  await tax.page.getByText('12 行已全部处理：已登记 12').waitFor();
  const { page } = await office.desk('孙雅琴');
  await page.getByLabel('选择填好的名单').setInputFiles(fetched['练习-离校名单.csv'] ?? '');
  await page.getByText('共 10 行，8 行通过，2 行有错误').waitFor();
});

async function sheetOf(path: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readSheet(await readFile(path))) rows.push(cells.map(({ text }) => text));
  return rows;
}
