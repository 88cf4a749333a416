/** An office on this machine: the whole stack, and a browser at each desk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { fewerNights } from '../../infra/local/scenarios/fewer-nights.ts';
import { collectComplaints, openBrowser } from './browser.ts';

/** What never comes is found at last; no machine is so busy that a page takes so long. */
const STEP_MS = 900_000;

/** Of a page of the console; the pages on the way to it have another. */
const HEADING = '#main h1';

export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Errors of the page, and what its content security policy forbade. */
  complaints: string[];
  /** Goes to a path below `/console`. */
  open(path: string): Promise<void>;
}

export interface Office {
  cloud: Cloud;
  browser: Browser;
  /** A browser of its own in which somebody signed in, by a part of the persona's name. */
  desk(persona: string, options?: BrowserContextOptions & { region?: string; url?: string }): Promise<Desk>;
  /** Everybody goes home: a page that is open goes on asking for what is new. */
  closeDesks(): Promise<void>;
  close(): Promise<void>;
}

/** @param nightsOfWork leaves out the nights in which nothing is due; a roll is then planned for only where a month begins */
export async function openOffice({ opened = '2026-03-10T09:00:00+08:00', nightsOfWork = false } = {}): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-console-'));
  const nights = fewerNights();
  const [cloud, browser] = await Promise.all([
    startCloud({
      data: join(folder, 'data'),
      port: 0,
      clockFrom: Date.parse(opened),
      assembly: () => keptAssembly(),
      unhurried: true,
      // A test asks quicker than any desk.
      unthrottled: true,
      ...(nightsOfWork && { between: nights.between }),
    }),
    openBrowser(),
  ]);
  if (nightsOfWork) nights.on(cloud);
  return officeOf(cloud, browser, () => rm(folder, { recursive: true, force: true }));
}

/** @param leave what is to be done when all is closed. */
function officeOf(cloud: Cloud, browser: Browser, leave: () => Promise<void>): Office {
  return {
    cloud,
    browser,
    async desk(persona, { region = '141181', url = cloud.url, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN', ...options });
      context.setDefaultTimeout(STEP_MS);
      const page = await context.newPage();
      const complaints = collectComplaints(page);
      await page.goto(`${url}/console`);
      await signIn(page, persona, region);
      await page.locator(HEADING).waitFor();
      return {
        page,
        context,
        complaints,
        open: async (path) => {
          await page.goto(`${url}/console${path}`);
          await page.locator(HEADING).waitFor();
        },
      };
    },
    async closeDesks() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async close() {
      await browser.close();
      await cloud.close();
      await leave();
    },
  };
}

/** Chooses who to be on the issuer's page. */
export async function signIn(page: Page, persona: string, region = '141181'): Promise<void> {
  await page.getByLabel('统筹区').selectOption(region);
  await page.getByRole('button', { name: persona }).click();
}

/** A synthetic id number of Xiaoyi, born 1990-02-03, with its check digit. */
export function idNumber(sequence: number): string {
  const body = `14118119900203${String(sequence).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + '10X98765432'[sum % 11];
}

/** What a tax office sends: payments by voucher, each of the same person for 2026. */
export async function importPayments({ cloud }: Office, sequence: number, vouchers: readonly string[]): Promise<void> {
  const rows = vouchers.map((voucher) => `${voucher},${idNumber(sequence)},141181,2026,400.00,2025-11-03,微信,本人\n`);
  const tax = openDesk(cloud.url, () => cloud.token({ sub: 'tax-hall', role: 'tax', regions: ['141181'] }));
  const file = `凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n${rows.join('')}`;
  await tax.ask('receiveImport', { params: { kind: 'payments' }, body: Buffer.from(file) });
  await cloud.move('PT1M');
}

/** Opens a case without the console, and lets its execution come to its wait. */
export async function openCase(
  { cloud }: Office,
  sequence: number,
  { region = '141181', coverageYear = 2026 }: { region?: string; coverageYear?: number } = {},
): Promise<string> {
  const desk = openDesk(cloud.url, () =>
    cloud.token({ sub: 'caseworker-wang', role: 'caseworker', regions: [region] }),
  );
  const { caseId } = await desk.ask('openCase', {
    headers: { 'idempotency-key': `console-${region}-${sequence}` },
    body: {
      person: { idNumber: idNumber(sequence), name: '郭长河', phone: '13903580001' },
      facts: { region, coverageYear, history: { insuredYears: [coverageYear - 1] } },
    },
  });
  await cloud.move('PT1S');
  return caseId;
}
