/**
 * `npm run bench -- policy-text`: how much of a notice the reader proposes, and how much of it is right, against the tables
 * that people wrote by hand; each wrong proposal by itself, and the time of a text. `test/support/policy-text-score.ts`
 * says what is right and what counts.
 */
import { readPolicyText } from '../../functions/domain/policy-text/read-policy-text.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { measuredTexts } from '../support/measured-texts.ts';
import { type Score, scoreProposals } from '../support/policy-text-score.ts';
import { tellFigure } from './figures.ts';
import { printTable } from './print-table.ts';

const { values } = readArguments({
  name: 'bench -- policy-text',
  does: 'Proposals of the reader of policy texts against tables written by hand: how many are right, how much is proposed.',
  options: {
    missed: { type: 'boolean', says: 'lists the values that were not proposed too' },
    only: { type: 'string', value: 'WORD', says: 'only the texts whose name has this word' },
  },
  example: 'npm run bench -- policy-text --missed',
});
const all = measuredTexts().filter(({ name }) => name.includes(values.only ?? ''));
const sum: Score = { proposals: 0, right: 0, values: 0, proposed: 0, wrong: [], missed: [] };
const percent = (part: number, of: number): string => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`);
interface Row {
  text: string;
  right: string;
  proposed: string;
  unread?: string;
  ms?: string;
}
const rows: Row[] = [];
let slowest = 0;
for (const { name, text, table } of all) {
  const from = performance.now();
  const reading = readPolicyText(text, { year: Number(table.coverageYear) });
  const took = performance.now() - from;
  if (!reading.ok) console.log(`${name}: ${reading.refusal.message}`);
  const score = scoreProposals(reading.ok ? reading.proposals : [], table);
  for (const key of ['proposals', 'right', 'values', 'proposed'] as const) sum[key] += score[key];
  for (const one of score.wrong) console.log(`wrong  ${name}  ${one}`);
  if (values.missed) for (const one of score.missed) console.log(`missed ${name}  ${one}`);
  slowest = Math.max(slowest, took);
  rows.push({
    text: name,
    right: `${score.right} / ${score.proposals}`,
    proposed: `${score.proposed} / ${score.values}`,
    unread: reading.ok ? String(reading.unread.length) : '',
    ms: took.toFixed(0),
  });
}
rows.push({ text: 'all', right: percent(sum.right, sum.proposals), proposed: percent(sum.proposed, sum.values) });
printTable(['text', 'right', 'proposed', 'unread', 'ms'], rows);
if (values.only === undefined) {
  console.log(`right: ${tellFigure('policy-text.right', (100 * sum.right) / sum.proposals)}`);
  console.log(`proposed: ${tellFigure('policy-text.proposed', (100 * sum.proposed) / sum.values)}`);
  console.log(`slowest: ${tellFigure('policy-text.slowest', slowest)}`);
}
