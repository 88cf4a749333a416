import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow, keepBuild, projectRoot } from './kept-build.ts';

/** What reads tables, checks them, and makes items of them. */
const READERS = ['functions/domain', 'functions/policies', 'functions/store/policies'];

/** A file of the versions in `workflows/policies`, read and checked, as the table of policies takes them. */
export async function keptPublications(): Promise<string> {
  const tables = join(projectRoot, 'workflows/policies');
  const readers = await Promise.all(READERS.map((folder) => filesBelow(join(projectRoot, folder))));
  const sources = [...readers.flat(), ...(await filesBelow(tables)), import.meta.filename];
  const folder = await keepBuild('policies', sources, async (draft) => {
    // Loaded only when there is something to read: it takes every rule with it.
    const { loadPolicyFiles } = await import('../../functions/policies/files.ts');
    const { publicationOf } = await import('../../functions/store/policies/stored-version.ts');
    await writeFile(join(draft, 'policies.json'), JSON.stringify(loadPolicyFiles(tables).map(publicationOf)));
  });
  return join(folder, 'policies.json');
}
