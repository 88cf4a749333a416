/** A file that a bureau published, as the text in it. Nothing is kept: the page shows it before anything is read from it. */
import { z } from 'zod';
import { refuseByLength } from '../../domain/policy-text/refusals.ts';
import { readTextFile } from '../../runtime/policy-texts/read-text-file.ts';
import { TextFileError } from '../../runtime/policy-texts/text-file-error.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { FILE_LIMIT } from '../../runtime/sheets/limits.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';

export const readPolicyTextFile = defineRoute({
  entry: 'files',
  method: 'POST',
  path: '/policy-texts',
  operation: 'readPolicyTextFile',
  summary: `Gives the text of a TXT, HTML, DOCX or PDF file of ${FILE_LIMIT / 1_000_000} MB at most; keeps nothing.`,
  roles: ['policy_officer'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.instanceof(Buffer),
  fileLimit: FILE_LIMIT,
  answer: z.object({ text: z.string() }),
  problems: ['file_unreadable', 'policy_text_not_read'],
  async handle({ body }) {
    const text = await textOf(body);
    const refusal = refuseByLength(text);
    if (refusal) throw new ProblemError('policy_text_not_read', refusal.message);
    return { status: 200, body: { text } };
  },
});

async function textOf(file: Buffer): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (cause) {
    if (!(cause instanceof TextFileError)) throw cause;
    throw new ProblemError('file_unreadable', cause.message, { cause });
  }
}
