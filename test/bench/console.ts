/**
 * `npm run bench -- console`: how long until the queue of 50 tasks can be used, in a real browser through the whole local
 * cloud, signed in before, with an empty cache and with a warm one, at full speed and with the processor four times
 * slower; and how much is loaded, compressed, at the start and by each page after it. The system, the browser and this
 * script share one machine.
 */
import type { CDPSession, Page } from 'playwright-core';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { openCase, openOffice } from '../console/office.ts';
import { budgetOf, tellFigure } from './figures.ts';
import { median } from './percentile.ts';

readArguments({
  name: 'bench -- console',
  does: 'How long until the queue of 50 tasks can be used in a real browser, and how much each page loads.',
  example: 'npm run bench -- console',
});
const ROUNDS = 5;
const SLOWER = [1, 4];
const TASKS = 50;

/** A promise of the instant at which the first row of a list has been painted, in ms since the page was asked for. */
const OBSERVER = `window.usable = new Promise((resolve) => {
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('tbody tr')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  }).observe(document, { childList: true, subtree: true });
});`;

const office = await openOffice();
try {
  let caseId = '';
  for (let sequence = 1; sequence <= TASKS; sequence += 1) caseId = await openCase(office, sequence);
  const desk = await office.desk('李文静');
  const { page, context } = desk;
  await context.addInitScript(OBSERVER);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  for (const slower of SLOWER) {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    for (const cached of [false, true]) {
      await devtools.send('Network.setCacheDisabled', { cacheDisabled: !cached });
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) times.push(await timeUntilUsable(page));
      report(`console.usable 1/${slower} ${cached ? 'warm' : 'empty'} cache`, median(times));
    }
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  report('console.start', await loadedKb(devtools, () => desk.open('/tasks')));
  const pages: number[] = [];
  for (const path of [
    '/cases',
    `/cases/${caseId}`,
    '/new/late-payment',
    '/policies',
    '/policies/141181/2026',
    '/policies/compare',
  ]) {
    await desk.open('/tasks');
    const kilobytes = await loadedKb(devtools, () => openWithin(page, path));
    console.log(`${path}: ${kilobytes.toFixed(0)} KB`);
    pages.push(kilobytes);
  }
  report('console.page', Math.max(...pages));
} finally {
  await office.close();
}

function report(figure: string, value: number): void {
  console.log(`${budgetOf(figure).what}: ${value.toFixed(0)}; ${tellFigure(figure, value)}`);
}

async function timeUntilUsable(page: Page): Promise<number> {
  await page.goto(`${office.cloud.url}/console/tasks`);
  return Number(await page.evaluate('window.usable'));
}

/** Goes to a page as a link does, without loading what is there already. */
async function openWithin(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState({}, '', '/console${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
  await page.waitForURL(`**/console${path}`);
  await page.waitForLoadState('networkidle');
}

/** KB of the console's own files that came over the network meanwhile, as they were sent. */
async function loadedKb(devtools: CDPSession, act: () => Promise<unknown>): Promise<number> {
  const own = new Set<string>();
  let bytes = 0;
  const begin = ({ requestId, request }: { requestId: string; request: { url: string } }) => {
    if (request.url.includes('/console')) own.add(requestId);
  };
  const end = ({ requestId, encodedDataLength }: { requestId: string; encodedDataLength: number }) => {
    if (own.has(requestId)) bytes += encodedDataLength;
  };
  devtools.on('Network.requestWillBeSent', begin);
  devtools.on('Network.loadingFinished', end);
  await act();
  devtools.off('Network.requestWillBeSent', begin);
  devtools.off('Network.loadingFinished', end);
  return bytes / 1024;
}
