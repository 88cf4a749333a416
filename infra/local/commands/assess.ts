/** `npm run -s assess`: assesses JSON Lines without a database or a server, by the policy tables of the repository. */
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { answerAssessment, isAssessmentError } from '../../../functions/domain/assessments.ts';
import type { PolicyVersion } from '../../../functions/domain/policy.ts';
import { choosePolicy } from '../../../functions/policies/choice.ts';
import { loadMoreTables, loadPolicyFiles, PolicyFileError } from '../../../functions/policies/files.ts';
import { readArguments } from './arguments.ts';

const { values } = readArguments({
  name: 'assess',
  does: `Assesses JSON Lines from stdin, one answer a line, in order: {"kind": …, "request": …} with the kinds late-payment,
refund, newborn and reminder. A line may have a "policy", as POST /assessments/{kind} takes one. Ends with 1 if any
line failed. workflows/policies/README.md has an example of each kind.`,
  options: {
    yaml: { type: 'boolean', says: 'writes each answer for people to read' },
    tables: {
      type: 'string',
      value: 'DIR',
      says: 'reads tables of this folder besides, and before; nothing of it is published',
    },
  },
  example: `echo '{"kind":"late-payment","request":{"region":"141181","coverageYear":2026,"paidOn":"2026-03-10","history":{"insuredYears":[2025]}}}' | npm run -s assess -- --yaml`,
});
const write = (answer: object): string =>
  values.yaml ? `---\n${stringify(answer, { lineWidth: 0 })}` : `${JSON.stringify(answer)}\n`;

const keyOf = ({ table }: PolicyVersion): string => `${table.region} ${table.coverageYear}`;
const { own, more } = readTables();
const elsewhere = new Set(more.map(keyOf));
const tables = new Map<string, PolicyVersion[]>();
for (const version of [...own.filter((one) => !elsewhere.has(keyOf(one))), ...more]) {
  tables.set(keyOf(version), [...(tables.get(keyOf(version)) ?? []), version]);
}
const find = (region: string, coverageYear: number) => tables.get(`${region} ${coverageYear}`) ?? [];

function readTables(): { own: PolicyVersion[]; more: PolicyVersion[] } {
  const directory = new URL('../../../workflows/policies', import.meta.url).pathname;
  try {
    return {
      own: loadPolicyFiles(directory),
      more: values.tables === undefined ? [] : loadMoreTables(values.tables, directory),
    };
  } catch (cause) {
    if (!(cause instanceof PolicyFileError)) throw cause;
    console.error(cause.message);
    process.exit(1);
  }
}

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
  const missing = ['kind', 'request'].find((key) => !(key in input));
  if (missing !== undefined) {
    return {
      error: {
        code: 'invalid_request',
        message: `这一行没有 ${missing}：写作 {"kind": "late-payment", "request": {…}}，各种写法见 workflows/policies/README.md`,
        issues: [{ path: missing, message: '必填' }],
      },
    };
  }
  const kind = 'kind' in input ? String(input.kind) : '';
  const chosen = choosePolicy('policy' in input ? input.policy : undefined, find);
  if (!chosen.ok) {
    return { error: { code: 'invalid_request', message: '所选的政策有误', issues: chosen.issues } };
  }
  return answerAssessment(kind, 'request' in input ? input.request : undefined, chosen.find);
}

let failed = false;
let lines = 0;
for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue;
  const answer = await answerLine(line);
  lines += 1;
  failed ||= isAssessmentError(answer);
  stdout.write(write(answer));
}
if (lines === 0) {
  console.error('没有读到任何一行。每行一个 JSON,例如:');
  console.error(
    '{"kind":"late-payment","request":{"region":"141181","coverageYear":2026,"paidOn":"2026-03-10","history":{"insuredYears":[2025]}}}',
  );
}
process.exitCode = failed ? 1 : 0;
