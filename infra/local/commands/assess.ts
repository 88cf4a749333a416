/**
 * `npm run -s assess`: JSON Lines in, JSON Lines out, in order; a line may have a `policy`
 * (`version`, `inForceFrom` or a whole `draft`) as `POST /assessments/{kind}` takes one. Policy tables are read from the repository; no
 * database, no server. Exit status 1 at the end if any line failed.
 */
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { answerAssessment, isAssessmentError } from '../../../functions/domain/assessments.ts';
import type { PolicyVersion } from '../../../functions/domain/policy.ts';
import { choosePolicy } from '../../../functions/store/policy-choice.ts';
import { loadPolicyFiles } from '../../../functions/store/policy-files.ts';

const tables = new Map<string, PolicyVersion[]>();
for (const version of loadPolicyFiles(new URL('../../../workflows/policies', import.meta.url).pathname)) {
  const key = `${version.table.region} ${version.table.coverageYear}`;
  tables.set(key, [...(tables.get(key) ?? []), version]);
}
const find = (region: string, coverageYear: number) => tables.get(`${region} ${coverageYear}`) ?? [];

async function answerLine(line: string): Promise<object> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return {
      error: {
        code: 'invalid_json',
        message: '这一行不是 JSON',
        issues: [{ path: '', message: '应为一个 JSON 对象' }],
      },
    };
  }
  const input = typeof parsed === 'object' && parsed !== null ? parsed : {};
  const kind = 'kind' in input ? String(input.kind) : '';
  const chosen = choosePolicy('policy' in input ? input.policy : undefined, find);
  if (!chosen.ok) {
    return { error: { code: 'invalid_request', message: '所选的政策有误', issues: chosen.issues } };
  }
  return answerAssessment(kind, 'request' in input ? input.request : undefined, chosen.find);
}

let failed = false;
for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue;
  const answer = await answerLine(line);
  failed ||= isAssessmentError(answer);
  stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exitCode = failed ? 1 : 0;
