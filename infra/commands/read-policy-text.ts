/** `npm run -s read-policy-text -- FILE --region CODE --year YEAR`: reads a notice into a table of proposals, and prints it. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stringify } from 'yaml';
import { headOfText } from '../../functions/domain/policy-text/head-of-text.ts';
import { readPolicyText } from '../../functions/domain/policy-text/read-policy-text.ts';
import { isDivision } from '../../functions/policies/divisions.ts';
import { writeProposedTable } from '../../functions/policies/proposed-table.ts';
import { readTextFile } from '../../functions/runtime/policy-texts/read-text-file.ts';
import { TextFileError } from '../../functions/runtime/policy-texts/text-file-error.ts';
import { readArguments } from '../local/commands/arguments.ts';

const { values, positionals } = readArguments({
  name: 'read-policy-text',
  does: `Reads what a bureau published (TXT, HTML, DOCX, PDF with text) into a table in the form of ways, and prints it. Each value is a
proposal with its sentence, to be checked by a person; npm run policies refuses a table with one in it. What was not
understood is listed at the end.`,
  takes: ['FILE'],
  options: {
    region: { type: 'string', value: 'CODE', says: 'region of the table (GB/T 2260)', required: true },
    year: { type: 'string', value: 'YEAR', says: 'coverage year of the table', required: true },
  },
  example: 'npm run -s read-policy-text -- notice.txt --region 141182 --year 2026 > 2026.yaml',
});
const [path = ''] = positionals;

/** @returns what is told where nothing can be read */
async function read(): Promise<string | null> {
  const coverageYear = Number(values.year);
  if (!/^\d{6}$/.test(values.region) || !isDivision(values.region)) {
    return `GB/T 2260 没有 ${values.region} 这个代码：应为统筹区的 6 位行政区划代码，如 141182。名单截至 2021 年底；此后新设的，先补入 functions/policies/divisions.json`;
  }
  if (!/^20\d{2}$/.test(values.year)) return `参保年度应为四位数字，如 2026，不是 ${values.year}`;
  if (!existsSync(path)) return `${path}：没有这个文件`;
  const text = await readTextFile(readFileSync(path));
  const reading = readPolicyText(text, { year: coverageYear });
  if (!reading.ok) return `${path}：${reading.refusal.message}`;
  const { title, name, inForceFrom } = headOfText(text);
  const table = writeProposedTable(reading, {
    ...{ region: values.region, coverageYear },
    ...{ title: title || basename(path), dayRead: inForceFrom },
    ...(name !== '' && { name }),
  });
  console.log('# yaml-language-server: $schema=../ways.schema.json');
  console.log(
    '# 由文件读出，尚未核对：proposed 是建议的数值，read 是所依据的条款，sure 是把握（sure 直接写明 · likely 推断 · damaged 原文有损伤 · contradicts 原文前后矛盾）。',
  );
  console.log('# 逐项对照原文，写成“数值 @条款”；不对的改正，文件没有说的写 silent。');
  console.log(stringify(table, { lineWidth: 0, flowCollectionPadding: true }).trimEnd());
  console.log(`# 没有读出数值的句子（${reading.unread.length} 句，其中有金额、日期、期限、比例或人群）：`);
  for (const { quote } of reading.unread) console.log(`# - ${quote.trim().replaceAll(/\s{1,100}/g, ' ')}`);
  for (const { field, said } of reading.contradictions) {
    const quotes = said.map(({ quote }) => `“${quote.trim().replaceAll(/\s{1,100}/g, ' ')}”`);
    console.error(`矛盾：${field} 前后说法不同，没有采用任何一个：${quotes.join('，')}`);
  }
  for (const { message } of reading.warnings) console.error(`注意：${message}`);
  const likely = reading.proposals.filter(({ sureness }) => sureness !== 'sure').length;
  console.error(
    `读出 ${reading.proposals.length} 项建议，其中 ${likely} 项没有把握；${reading.unread.length} 句没有读出数值`,
  );
  return null;
}

try {
  const told = await read();
  if (told !== null) {
    console.error(told);
    process.exitCode = 1;
  }
} catch (cause) {
  if (!(cause instanceof TextFileError)) throw cause;
  console.error(`${path}：${cause.message}`);
  process.exitCode = 1;
}
