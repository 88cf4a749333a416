/** A Chromium and a font that came with `npm ci`; nothing has to be installed on the machine. */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const packed = join(root, 'node_modules/@sparticuz/chromium');

const version = (): string => {
  const { version: found }: { version: string } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  return found;
};
/** Where both are unpacked, once. */
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
  const timeout = 600_000;
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];
  // The machine's own fonts are out of sight, as if it had none: see fonts.conf.
  const env = { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf'), XDG_CACHE_HOME: folder };
  try {
    return await chromium.launch({ executablePath, args, env, timeout });
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
    return chromium.launch({ executablePath, args, timeout, env: { ...env, LD_LIBRARY_PATH: join(libraries, 'lib') } });
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

/** What a page complained of: errors thrown, and what its content security policy forbade. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:|\[antd/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

/** The families of the fonts in which an element's text is really drawn. */
export async function fontsOf(page: Page, selector: string): Promise<string[]> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('DOM.enable');
  await tools.send('CSS.enable');
  const { root: document } = await tools.send('DOM.getDocument');
  const { nodeId } = await tools.send('DOM.querySelector', { nodeId: document.nodeId, selector });
  const { fonts } = await tools.send('CSS.getPlatformFontsForNode', { nodeId });
  return [...new Set(fonts.map(({ familyName }) => familyName))];
}
