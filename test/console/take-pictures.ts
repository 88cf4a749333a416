/**
 * `npm run screenshots`: plays an office of made-up people on a machine of its own, and takes a picture of each page for
 * the README. Pictures are WebP, made by the browser itself.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { ImportKind } from '../../functions/domain/imports/templates.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { idNumber } from '../api/people.ts';
import { departure, departuresFile, paymentsFile } from '../support/university.ts';
import { type Desk, openOffice } from './office.ts';

readArguments({
  name: 'screenshots',
  does: 'Plays an office of made-up people on a machine of its own, and takes the picture of each page for the README.',
  example: 'npm run screenshots',
});
const folder = resolve(import.meta.dirname, '../../functions/console/pictures');
const QUALITY = 0.8;

const office = await openOffice({ opened: '2026-02-16T09:30:00+08:00' });
const { cloud } = office;
type Who = Parameters<typeof cloud.token>[0];
const LI: Who = { sub: 'caseworker-li', role: 'caseworker', regions: ['141181'] };
const TAX: Who = { sub: 'tax-chen', role: 'tax', regions: ['141181'] };

async function playAndPicture(): Promise<void> {
  const child = await openNewborn();
  const enrolled = [
    `${idNumber(51)},贺小满,141181,2025,2025-01-01,13900000051`,
    `${idNumber(52)},,141181,2025,2025-01-01,`,
    `${idNumber(53)},乔大川,141181,2025,2025-01-01,`,
    `${idNumber(54)},柳知秋,140400,2025,2025-01-01,13900000054`,
  ];
  const header = '身份证号码,姓名,统筹区,参保年度,待遇开始日期,手机号码';
  const importId = await send(LI, 'enrolments', Buffer.from([header, ...enrolled, ''].join('\n')));
  await send(TAX, 'payments', paymentsFile(1, 130, 'university:10112'));

  await pictureSignIn();
  const li = await sitDown('李文静');
  await picture(li, 'import', `/imports/${importId}`);
  await picture(li, 'imports', '/imports');
  await picture(li, 'newborn', `/cases/${child}`);
  await cloud.move('P1D');
  await picture(li, 'reminders', '/reminders?day=2026-02-18');
  await cloud.move('P1D');
  await picture(li, 'outbox', '/reminders/sent', ({ page }) =>
    page.getByRole('row', { name: '新生儿登记' }).locator('summary').click(),
  );
  await picture(li, 'dead-letters', '/reminders/dead');
  await picture(li, 'stop-list', '/reminders/people');

  await cloud.move('P20D');
  const late = await openLatePayments();
  await picture(li, 'tasks', '/tasks');
  await picture(li, 'case', `/cases/${late}`);
  await picture(li, 'new-case', '/new/late-payment', async ({ page: form }) => {
    await form.getByLabel('姓名').fill('郭长河');
    await form.getByLabel('证件号码').fill(idNumber(31));
    await form.getByLabel('参保年度 必填').fill('2026');
    await form.getByLabel('已参保年度').fill('2024 2025');
    await form.getByRole('region', { name: '试算结果' }).waitFor();
  });
  await picture(li, 'new-refund', '/new/refund');
  await picture(li, 'new-newborn', '/new/newborn');
  await picture(li, 'cases', '/cases');
  await picture(li, 'done', '/done');
  await picture(li, 'print', `/cases/${late}/print/decision`);
  await picture(li, 'policies', '/policies');
  await picture(li, 'policy', '/policies/141181/2026');
  await picture(li, 'compare', '/policies/compare');
  const zhou = await sitDown('周正');
  await picture(zhou, 'drafts', '/policies/141181/2026/drafts', ({ page }) => handInDraft(page));
  await picture(zhou, 'policy-text', '/policies/141181/2027/text', ({ page }) => beginWithText(page));
  const university = await sitDown('孙雅琴');
  await university.open('/batches');
  const on = '2026-02-10';
  const rows = Array.from({ length: 116 }, (_, index) => departure(index + 1, { on }));
  const wrong = [
    departure(1, { on }),
    departure(121, { on: '46083' }),
    departure(122, { on, idNumber: '1.10101E+17' }),
    departure(123, { on, account: '6222020000000000001' }),
  ];
  const { page } = university;
  await page.getByLabel('选择填好的名单').setInputFiles({
    name: '离校学生.csv',
    mimeType: 'text/csv',
    buffer: departuresFile([...rows, ...wrong]),
  });
  await page.getByText('共 120 行').waitFor();
  await shoot(page, 'batch');
  const check = page.getByRole('region', { name: '勾稽核对' });
  await check.getByLabel('学籍人数').fill('132');
  await check.getByLabel('人数不符的原因').fill('两名新生尚未参保，名册按学期更新');
  await check.getByLabel(/先提交通过的/).check();
  await check.scrollIntoViewIfNeeded();
  await shoot(page, 'batch-reconciliation');
  await check.getByRole('button', { name: /^提交/ }).click();
  await page.getByText('名学生已全部办理').waitFor();
  await shoot(page, 'batch-result');
  await picture(university, 'batches', '/batches');

  await picture(li, 'deadlines', '/deadlines?month=2026-03&day=2026-03-25');
  await picture(li, 'practice', '/tasks', async ({ page: training }) => {
    await training.getByRole('button', { name: '练习用的人和文件' }).click();
    await training.getByRole('dialog').getByRole('row', { name: '郭长河' }).waitFor();
  });
  await picture(await sitDown('陈晓燕'), 'payments', '/payments');
  await picture(await sitDown('何立新'), 'exchange', '/exchange');
}

const NOTICE = [
  '一、缴费标准',
  '2027年度城乡居民基本医疗保险个人缴费标准为每人每年420元。人均财政补助标准为720元。',
  '低保对象个人缴费标准为84元。',
  '二、缴费时间',
  '2027年度居民医保集中缴费期为2026年9月1日至2027年2月25日。',
  '2027年3月1日至2027年12月25日，个人缴费每人每年1140元。',
  '残疾人由残联另行通知。',
].join('\n');

/** A notice that is read, its first values decided. */
async function beginWithText(page: Page): Promise<void> {
  await page.getByLabel('文件名称').fill('2027年度城乡居民医保缴费通知');
  await page.getByLabel('正文').fill(NOTICE);
  await page.getByRole('button', { name: '读出建议' }).click();
  await page.getByRole('region', { name: '逐项核对' }).waitFor();
  for (let decided = 0; decided < 4; decided += 1) await page.keyboard.press('a');
  await page.getByText('还剩').waitFor();
}

/** The table in force with a dearer contribution from April on, and what that does to the cases there are. */
async function handInDraft(page: Page): Promise<void> {
  const { table } = await deskOf(LI).ask('getPolicy', { params: { region: '141181', coverageYear: '2026' } });
  const changed = {
    ...z.record(z.string(), z.json()).parse(table),
    inForceFrom: '2026-04-01',
    why: '调整个人缴费标准',
  };
  const text = JSON.stringify(changed).replace('"400.00 @XY-02"', '"420.00 @XY-02"');
  const file = { name: '2026.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.getByLabel('上传草案').setInputFiles(file);
  const card = page.getByRole('region', { name: /^草案 2026-04-01/ });
  await card.getByRole('button', { name: '计算影响名单' }).click();
  await card.getByText('待另一人同意').waitFor();
  await card.getByText('逐件查看').click();
  await card.scrollIntoViewIfNeeded();
}

/** Some who come after the period; the last one's case is the answer. */
async function openLatePayments(): Promise<string> {
  let last = '';
  for (const [index, name] of ['李秋实', '王清源', '赵立夏', '田丰年', '孟春雨', '石磊落'].entries()) {
    const person = { idNumber: idNumber(20 + index), name, phone: '13900000020' };
    const facts = { region: '141181', coverageYear: 2026, history: { insuredYears: [2024, 2025] } };
    const body = { kind: 'late-payment', person, facts };
    const headers = { 'idempotency-key': `picture-late-${index}` };
    ({ caseId: last } = await deskOf(LI).submit('openCase', { body, headers }));
    await cloud.move(index % 2 === 0 ? 'P1D' : 'PT1H');
  }
  return last;
}

/** A child of August, known to the desk, registered in December. */
async function openNewborn(): Promise<string> {
  const opening = {
    kind: 'newborn',
    region: '141181',
    birthCertificateNumber: 'O140110041',
    bornOn: '2025-08-01',
    childName: '郭立秋',
    parent: { idNumber: idNumber(40), name: '郭长河', phone: '13900000040' },
  };
  const headers = { 'idempotency-key': 'picture-newborn' };
  const { caseId } = await deskOf(LI).submit('openCase', { body: opening, headers });
  await cloud.move('PT1S');
  const registered = { event: 'registered', registeredOn: '2025-12-20', idNumber: idNumber(41, '20250801') };
  await deskOf(LI).submit('recordEvent', {
    params: { id: caseId },
    body: registered,
    headers: { 'idempotency-key': 'picture-registered' },
  });
  await cloud.move('PT1S');
  return caseId;
}

const deskOf = (who: Who) => openDesk(cloud.url, () => cloud.token(who));

/** Sends a file in, and waits until its rows are done. */
async function send(who: Who, kind: ImportKind, file: Buffer): Promise<string> {
  const desk = deskOf(who);
  const { importId } = await desk.ask('receiveImport', { params: { kind }, body: file });
  while ((await desk.ask('getImport', { params: { id: importId } })).state !== 'done') await cloud.move('PT1S');
  return importId;
}

async function sitDown(persona: string): Promise<Desk> {
  const desk = await office.desk(persona, { viewport: { width: 1280, height: 800 } });
  return desk;
}

/** What somebody sees first. */
async function pictureSignIn(): Promise<void> {
  const context = await office.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${cloud.url}/console`);
  await page.locator('h1').first().waitFor();
  await shoot(page, 'sign-in');
  await context.close();
}

async function picture(
  desk: Desk,
  name: string,
  path: string,
  prepare: (desk: Desk) => Promise<unknown> = async () => {},
): Promise<void> {
  await desk.page.goto(`${cloud.url}/console${path}`);
  await desk.page.locator('main h1').first().waitFor();
  await desk.page.waitForLoadState('networkidle');
  await prepare(desk);
  await shoot(desk.page, name);
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready');
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(join(folder, `${name}.webp`), await toWebp(png));
}

/** The browser that took it packs it: a tenth of the PNG. */
async function toWebp(png: Buffer): Promise<Buffer> {
  const context = await office.browser.newContext();
  const page = await context.newPage();
  const packed: unknown = await page.evaluate(`(async () => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: ${QUALITY} });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  })()`);
  await context.close();
  return Buffer.from(z.string().parse(packed), 'base64');
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
try {
  await playAndPicture();
} finally {
  await office.close();
}
