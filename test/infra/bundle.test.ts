import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPolicyFiles } from '../../functions/policies/files.ts';
import { publicationOf, publicationsSchema } from '../../functions/store/policies/stored-version.ts';
import { type Bundles, bundleFunctions } from '../../infra/build/bundle.ts';
import { NOTICES } from '../../infra/build/third-party-notices.ts';
import { functionEntries } from '../../infra/stacks/function-entries.ts';

let bundled: Bundles;
beforeAll(async () => {
  bundled = await bundleFunctions();
});

async function filesWithTimes(): Promise<[string, number][]> {
  const entries = await readdir(bundled.bundles, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.sort().map(async (path): Promise<[string, number]> => [path, (await stat(path)).mtimeMs]));
}

describe('Bundling', () => {
  it('makes one module for every function, and leaves a bundle that has not changed as it is', async () => {
    const before = await filesWithTimes();
    const modules = before.filter(([path]) => path.endsWith('index.mjs'));
    expect(modules).toHaveLength(Object.keys(functionEntries).length);
    await bundleFunctions();
    expect(await filesWithTimes()).toEqual(before);
  });

  it('puts the policy tables beside the function that publishes them, the verifier beside the one that writes packs, pdfjs beside the one that reads files, and no others anywhere', async () => {
    const site = join(bundled.bundles, 'Console', 'site');
    const paths = (await filesWithTimes()).map(([path]) => path).filter((path) => !path.startsWith(site));
    const verifier = join(bundled.bundles, 'ApiAudit', 'verify.mjs');
    expect(paths).toContain(verifier);
    const besides = [verifier, join(bundled.bundles, 'routes.json')];
    const pdfjs = join(bundled.bundles, 'ApiFiles', 'pdfjs');
    expect(paths).toContain(join(pdfjs, 'legacy/build/pdf.worker.mjs'));
    const published = join(bundled.bundles, 'PublishPolicies', 'policies.json');
    const others = paths.filter((path) => !path.endsWith('index.mjs') && !path.endsWith(NOTICES));
    expect(others.filter((path) => !besides.includes(path) && !path.startsWith(pdfjs))).toEqual([published]);
    const publications = publicationsSchema.parse(JSON.parse(await readFile(published, 'utf8')));
    expect(publications).toEqual(loadPolicyFiles(join(bundled.workflows, 'policies')).map(publicationOf));
  });

  it('hands on no package without its licence: beside each function and among the files of the console', async () => {
    for (const name of Object.keys(functionEntries)) {
      const notices = await readFile(join(bundled.bundles, name, NOTICES), 'utf8');
      expect(notices).toMatch(/^zod [\d.]+ \(MIT\)\n\nMIT License/m);
    }
    const kept = await readFile(join(bundled.bundles, 'Console/site/third-party-notices.md.gz'));
    const console = gunzipSync(kept).toString();
    for (const name of ['antd', 'react', 'react-router']) expect(console).toMatch(new RegExp(`^## ${name} .*MIT`, 'm'));
  });

  it('gives no function more than 1,000 KB to load at a cold start', async () => {
    for (const name of Object.keys(functionEntries)) {
      expect((await stat(join(bundled.bundles, name, 'index.mjs'))).size, name).toBeLessThan(1_000 * 1024);
    }
  });

  it('gives a function behind the API its own routes and no others', async () => {
    const served = {
      ApiWrite: 'write',
      ApiFiles: 'files',
      ApiOutbox: 'outbox',
      ApiAudit: 'audit',
      ApiDrafts: 'drafts',
      ApiWork: 'work',
      ApiDocuments: 'documents',
    };
    for (const [name, entry] of Object.entries(served)) {
      const text = await readFile(join(bundled.bundles, name, 'index.mjs'), 'utf8');
      const texts = [...text.matchAll(/method:"(\w+)",[^"]*path:"([^"]+)"/g)].map(([, ...said]) => said.join(' '));
      const held = bundled.routes.filter(({ method, path }) => texts.includes(`${method} ${path}`));
      expect(held).toEqual(bundled.routes.filter((route) => route.entry === entry));
    }
  });
});
