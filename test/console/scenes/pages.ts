/** Every page that a menu leads to, and those behind them: no violation that axe knows, and no page wider than its window. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Desk, idNumber, type Office, openCase } from '../office.ts';

const axe = readFileSync(resolve(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js'), 'utf8');
const resultsSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }));

/** What axe finds on the page as it stands, by all of its rules or those named. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(rules ? { runOnly: { type: 'rule', values: rules } } : {})}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary) })))`,
  );
  return resultsSchema.parse(found).flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node}`));
}

/** A window of 1280 by 720; at 200 % zoom it has room for half of that, where only what depends on room is asked. */
const WINDOWS = [
  { width: 640, height: 360, rules: ['scrollable-region-focusable'] },
  { width: 1280, height: 720, rules: undefined },
];

/**
 * Nothing that axe knows, not wider than its window, at 100 and at 200 %, and nothing that a program writes for no value.
 * @param isOfJson the page shows answers of the API, in which null is a value
 */
export async function expectGood({ page }: Desk, where: string, isOfJson = false): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('status', { name: /^正在读取/ }).waitFor({ state: 'hidden' });
  for (const { rules, ...size } of WINDOWS) {
    await page.setViewportSize(size);
    const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    const found = {
      where,
      size,
      wider,
      violations: await violations(page, rules),
      unsaid: isOfJson ? [] : await unsaidOn(page),
    };
    expect(found).toEqual({ where, size, wider: 0, violations: [], unsaid: [] });
  }
}

/** What a program writes where it has no value. */
async function unsaidOn(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  return text.match(/\b(?:null|undefined|NaN|Invalid Date)\b|\[object/g) ?? [];
}

/** What has the focus; empty where nothing has it. */
export const atHand = (page: Page): Promise<unknown> =>
  page.evaluate('document.activeElement === document.body ? "" : document.activeElement.innerText');

/** What people type, press or open, and not codes of the program. */
const NO_CODES = /^(?:[A-Z]{2,4}|Word|Enter|Esc|Ctrl)$/;

/** Latin words that the page shows outside technical details: an officer reads none. Numbers of cases are no words. */
export async function codesOn(page: Page): Promise<string[]> {
  const text = z.string().parse(
    await page.evaluate(`(() => {
      const main = document.querySelector('#main');
      const hidden = [...main.querySelectorAll('details.technical, kbd, option')];
      const before = hidden.map((one) => one.style.display);
      for (const one of hidden) one.style.display = 'none';
      const said = main.innerText;
      hidden.forEach((one, index) => { one.style.display = before[index]; });
      return said + ' ' + [...main.querySelectorAll('option')].map((one) => one.textContent).join(' ');
    })()`),
  );
  const words = text.replaceAll(/[A-Z]\d{6}-\d{4}-[A-Z0-9]+/g, '').match(/[A-Za-z_]{2,}/g) ?? [];
  return [...new Set(words)].filter((word) => !NO_CODES.test(word));
}

export function pages(office: () => Office): void {
  test.each(['李文静', '陈晓燕', '何立新', '孙雅琴', '周正', '钱慎之'])('in the menu of %s', async (persona) => {
    const desk = await office().desk(persona);
    const links = await desk.page.getByRole('navigation', { name: '主菜单' }).getByRole('link').all();
    const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      await desk.open((path ?? '').replace('/console', ''));
      await expectGood(desk, `${persona} ${path}`);
    }
    await desk.page.getByRole('button', { name: '入门' }).click();
    const steps = desk.page.getByRole('dialog', { name: '入门：先做这几步' }).getByRole('link');
    await steps.first().waitFor();
    const ways = await Promise.all((await steps.all()).map((link) => link.getAttribute('href')));
    expect(ways.filter((way) => !paths.includes(way) && !way?.startsWith('/console/new/'))).toEqual([]);
    expect(desk.complaints).toEqual([]);
  });

  test('behind the lists: cases, papers, policy tables, dialogs', async () => {
    const caseId = await openCase(office(), 60);
    const desk = await office().desk('李文静');
    const { page } = desk;
    for (const path of [`/cases/${caseId}`, '/policies/141181/2026', '/policies/compare', '/tasks?q=nothing']) {
      await desk.open(path);
      await page.waitForLoadState('networkidle');
      await expectGood(desk, path);
    }
    await desk.open(`/cases/${caseId}`);
    for (const button of ['查看证件号码', '撤回']) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await expectGood(desk, button);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('radiogroup').getByText('退回补正').click();
    await expectGood(desk, 'return');
    await desk.open('/tasks');
    await page.getByLabel(`选中 ${caseId}`).check();
    await page.getByRole('button', { name: '批量办理 1 件' }).click();
    await page.getByRole('dialog').waitFor();
    await expectGood(desk, 'bulk');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘' }).waitFor();
    await expectGood(desk, 'help');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '键盘' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: '新建' }).getByRole('link', { name: '退费' }).waitFor();
    await expectGood(desk, 'new');
    await page.keyboard.press('2');
    await page.getByRole('heading', { name: '新建：退费' }).waitFor();
    expect(await page.evaluate('document.activeElement.labels[0].textContent')).toBe('姓名 必填');
    for (const paper of ['receipt', 'decision']) {
      await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/${paper}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectGood(desk, paper);
    }
  });

  test('a form, filled in and assessed', async () => {
    await openCase(office(), 66);
    const desk = await office().desk('李文静');
    const { page } = desk;
    await desk.open('/new/late-payment');
    await page.getByLabel('证件号码').fill(idNumber(65));
    await page.getByLabel('参保年度 必填').fill('2026');
    await page.getByText(/^其他情况/).click();
    await page.getByRole('button', { name: '添加身份' }).click();
    await page.getByLabel('类别').selectOption({ label: '低保对象' });
    await page.getByRole('region', { name: '试算结果' }).waitFor();
    await expectGood(desk, 'form');
    // Somebody who has a case for the year is not tried, and the case is shown.
    await page.getByLabel('证件号码').fill(idNumber(66));
    await page.getByRole('region', { name: '此人的其他案件和缴费' }).waitFor();
    await page.getByText('还不能试算').waitFor();
    await expectGood(desk, 'form of somebody with a case');
  });
}
