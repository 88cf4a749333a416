/** A Chromium that came with `npm ci`, unpacked once below `.build`; nothing has to be installed on the machine. */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const packed = join(root, 'node_modules/@sparticuz/chromium');
const fonts = join(root, 'node_modules/@fontsource-variable/noto-sans-sc');

const version = (): string => {
  const { version: found }: { version: string } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  return found;
};
const folder = join(root, '.build/browser', version());

/** Starts the browser; its own libraries are taken where the machine lacks them. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await unpack('chromium', async (draft) => {
    await pipeline(
      createReadStream(join(packed, 'bin/chromium.br')),
      createBrotliDecompress(),
      createWriteStream(draft),
    );
    await chmod(draft, 0o755);
  });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];
  try {
    return await chromium.launch({ executablePath, args });
  } catch (error) {
    if (!String(error).includes('shared libraries')) throw error;
    const libraries = await unpack('libraries', async (draft) => {
      const archive = `${draft}.tar`;
      await pipeline(
        createReadStream(join(packed, 'bin/al2023.tar.br')),
        createBrotliDecompress(),
        createWriteStream(archive),
      );
      mkdirSync(draft);
      execFileSync('tar', ['-xf', archive, '-C', draft]);
      await rm(archive);
    });
    return chromium.launch({ executablePath, args, env: { LD_LIBRARY_PATH: join(libraries, 'lib') } });
  }
}

/** Renamed into place, so that test files that start together never find half a browser. */
async function unpack(name: string, write: (draft: string) => Promise<void>): Promise<string> {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await write(draft);
  await rename(draft, path).catch(() => rm(draft, { recursive: true, force: true }));
  return path;
}

const FONT_PATH = '/console/assets/pictures-font/';

/** Chinese characters on a machine that has no font for them: for pictures only. */
export async function lendChineseFont(context: BrowserContext): Promise<void> {
  const css = readFileSync(join(fonts, 'index.css'), 'utf8').replaceAll('url(./files/', `url(${FONT_PATH}`);
  await context.route(`**${FONT_PATH}*`, (route) => {
    const file = route.request().url().split('/').at(-1) ?? '';
    return route.fulfill({ path: join(fonts, 'files', file), contentType: 'font/woff2' });
  });
  await context.addInitScript({
    content: `addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent = ${JSON.stringify(css)};
      document.head.append(style);
    });`,
  });
}

/** What a page complained of: errors thrown, and what its content security policy forbade. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:|\[antd/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}
