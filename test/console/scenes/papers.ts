/** What comes out of the printer. */

import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addDays, dateOfInstant } from '../../../functions/domain/calendar.ts';
import { type Input, openDesk } from '../../../infra/local/desk/desk.ts';
import { fontsOf } from '../browser.ts';
import { idNumber, importPayments, type Office, openCase } from '../office.ts';

/** Sizes of the pages, and the characters that the file says its glyphs are. */
export function readPdf(pdf: Buffer): { sizes: string[]; characters: string } {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  const codes = streams
    .filter((stream) => stream.includes('begincmap'))
    .join('')
    .matchAll(/<([0-9A-F]{4})>/g);
  return {
    sizes: [...text.matchAll(/\/MediaBox ?\[([^\]]*)\]/g)].map(([, box = '']) =>
      box.split(' ').map(Number).map(Math.round).join(' '),
    ),
    characters: [...codes].map(([, code = '']) => String.fromCharCode(Number.parseInt(code, 16))).join(''),
  };
}

async function expectOnePage(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready');
  expect(readPdf(await page.pdf({ preferCSSPageSize: true })).sizes).toEqual(['0 0 595 842']);
}

export function papers(office: () => Office): void {
  test('every character is set in the font that came with the tests, whatever fonts the machine has', async () => {
    const { page } = await office().desk('李文静');
    expect(await fontsOf(page, 'main h1')).toEqual([expect.stringMatching(/^Noto Sans S Chinese/)]);
  });

  test('a receipt and a decision with its clauses are on numbered pages of A4, and marked where the people are made up', async () => {
    const caseId = await openCase(office(), 70);
    const { page } = await office().desk('李文静');
    for (const [paper, heading, said] of [
      ['receipt', '受理回执', '受理，经办人 caseworker-wang'],
      ['decision', '逾期参保缴费核定表', '个人缴费标准为每人每年400元'],
    ]) {
      await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/${paper}`);
      await page.getByRole('heading', { name: heading ?? '', level: 1 }).waitFor();
      await page
        .getByText(said ?? '')
        .first()
        .waitFor();
      await page.getByText('演示：人员均为虚构，本件无效').waitFor();
      await page.evaluate('document.fonts.ready');
      const { sizes, characters } = readPdf(await page.pdf({ preferCSSPageSize: true }));
      expect(new Set(sizes)).toEqual(new Set(['0 0 595 842']));
      // 页 is written with the glyph of the radical, which has a code of its own.
      for (const character of [/第/, /[页\u2EDA]/, /共/]) expect(characters).toMatch(character);
      expect(await page.getByText(/第 \d+ 页/).count()).toBe(0);
    }
  });

  test('a paper that is handed over names the person in full and the colleague by name, and the case keeps who printed it', async () => {
    const caseId = await openCase(office(), 72);
    const { page, open } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    const panel = page.getByRole('region', { name: '办理' });
    await panel.waitFor();
    for (const box of await panel.getByRole('checkbox').all()) await box.check();
    await panel.getByLabel(/^意见/).fill('材料齐全，同意。');
    await panel.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByText('这个待办已由您于').waitFor();
    // What is to be paid stands on top of one page, and each document is named once below.
    await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/payment_notice`);
    const asked = await page.locator('.asked-first').innerText();
    expect(asked.split(/\s*\n\s*/)).toEqual([
      '缴多少',
      '1,100.00 元',
      '缴到哪一天',
      expect.stringMatching(/^2026年\d+月\d+日$/),
      '从哪一天起享受待遇',
      // Scenes before this one may have moved the clock.
      expect.stringMatching(/^2026年\d+月\d+日$/),
    ]);
    const clauses = await page.getByRole('region', { name: '依据' }).locator('strong').allInnerTexts();
    expect(clauses.length).toBeGreaterThan(2);
    expect(new Set(clauses).size).toBe(clauses.length);
    expect(readPdf(await page.pdf({ preferCSSPageSize: true })).sizes).toHaveLength(1);
    await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/decision`);
    await page.getByRole('region', { name: '审批意见' }).waitFor();
    expect(readPdf(await page.pdf({ preferCSSPageSize: true })).sizes).toHaveLength(1);
    await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/receipt`);
    await page.getByText('郭*河').first().waitFor();
    await page.evaluate('globalThis.print = () => { document.title = "printed"; }');
    await page.getByRole('button', { name: '写明姓名并打印' }).click();
    await expect.poll(() => page.title()).toBe('printed');
    await page.getByText('郭长河').first().waitFor();
    await open(`/cases/${caseId}`);
    const opinions = page.getByRole('region', { name: '审批意见' });
    await opinions.getByText('李文静').first().waitFor();
    const history = page.getByRole('region', { name: '操作记录' });
    await history.locator('summary').click();
    await history.getByText('打印受理回执，交给本人').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('caseworker-li');
  });

  test('a refund has its form of approval with both opinions by name, and its refusal and its request for documents go out stamped', async () => {
    const { cloud } = office();
    const desk = openDesk(cloud.url, () =>
      cloud.token({ sub: 'caseworker-wang', name: '王建国', role: 'caseworker', regions: ['141181'] }),
    );
    const refund = async (sequence: number) => {
      await importPayments(office(), sequence, [`V-${sequence}-kept`, `V-${sequence}-twice`]);
      const { caseId } = await desk.ask('openCase', {
        headers: { 'idempotency-key': `paper-${sequence}` },
        body: {
          kind: 'refund',
          person: { idNumber: idNumber(sequence), name: '郭长河' },
          facts: {
            region: '141181',
            coverageYear: 2026,
            ground: 'duplicate_payment',
            applicant: 'payer',
            vouchers: [`V-${sequence}-kept`, `V-${sequence}-twice`],
          },
          account: { kind: 'card', holder: '郭长河', bank: '孝义农商银行', number: '6228480402564890018' },
        },
      });
      await cloud.move('PT1S');
      return caseId;
    };
    const decide = async (caseId: string, body: Input<'decideTask'>['body']) => {
      const { task } = await desk.ask('getCase', { params: { id: caseId } });
      await desk.ask('decideTask', { params: { id: task?.taskId ?? '' }, body });
      await cloud.move('PT1S');
    };
    const confirmed = async (caseId: string) => {
      const { task } = await desk.ask('getCase', { params: { id: caseId } });
      const confirm = task?.confirmations.map(({ field }) => field) ?? [];
      const acknowledge = task?.reviews.map(({ code, field }) => `${code} ${field}`) ?? [];
      return { action: 'approve' as const, confirm, acknowledge, opinion: '同一年度缴了两笔。' };
    };
    const [agreed, refused] = [await refund(73), await refund(74)];
    await decide(agreed, await confirmed(agreed));
    await decide(agreed, await confirmed(agreed));
    const documents = ['第二笔缴费的凭证'];
    const until = addDays(dateOfInstant(cloud.clock.now()), 30);
    await decide(refused, { action: 'return', documents, until, opinion: '凭证不清楚。' });
    await decide(refused, { action: 'documents_received', opinion: '已收到。' });
    await decide(refused, { action: 'reject', opinion: '第二笔缴费不在本系统。' });

    const { page, open } = await office().desk('李文静');
    await open(`/cases/${refused}`);
    for (const [button, heading, said] of [
      ['打印补正通知书', '补正通知书', ['原因：凭证不清楚。', '1. 第二笔缴费的凭证', '（盖章）']],
      ['打印不予退费决定书', '不予退费决定书', ['V-74-twice', '理由：第二笔缴费不在本系统。', '救济途径', '（盖章）']],
    ] as const) {
      const link = await page.getByRole('link', { name: button }).getAttribute('href');
      const paper = await page.context().newPage();
      await paper.goto(`${cloud.url}${link}`);
      await paper.getByRole('heading', { name: heading, level: 1 }).waitFor();
      for (const words of said) await paper.getByText(words).first().waitFor();
      await expectOnePage(paper);
    }
    await page.goto(`${cloud.url}/console/cases/${agreed}/print/approval`);
    await page.getByRole('heading', { name: '退费审批表', level: 1 }).waitFor();
    const form = page.getByRole('table');
    for (const words of ['合计退费 400.00 元', '同一年度缴了两笔。（王建国', '财政部门（盖章）'])
      await form.getByText(words).first().waitFor();
    await expectOnePage(page);
  });

  test('a case that somebody refused shows and prints the refusal, and nothing of what would have been', async () => {
    const caseId = await openCase(office(), 71);
    const { page, open } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    const panel = page.getByRole('region', { name: '办理' });
    await panel.getByText('不予办理', { exact: true }).click();
    await panel.getByLabel(/^意见/).fill('与规定不符。');
    await panel.getByRole('button', { name: '不予办理', exact: true }).click();
    await page.getByRole('heading', { name: '测算（未采用，以办结的决定为准）' }).waitFor();
    await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/decision`);
    await page.getByText('理由：与规定不符。').waitFor();
    expect(await page.getByText('个人缴费标准为每人每年400元').count()).toBe(0);
    expect(await page.getByText('本人应缴').count()).toBe(0);
  });
}
