/**
 * Reads what a bureau publishes into proposals for a table. Pure: no network, no clock. It proposes, a person decides;
 * what it does not understand it lists.
 */
import { assemble, type Found } from './assemble.ts';
import { sumOf } from './figures.ts';
import type { Pattern, ReadingContext } from './finding.ts';
import { headIn } from './head-of-text.ts';
import { MONEY } from './patterns/money.ts';
import { EXEMPT, NEWBORNS } from './patterns/people.ts';
import { LATE_PAYMENT, PERIODS } from './patterns/periods.ts';
import { PAPERS, REFUNDS } from './patterns/refunds.ts';
import type { PolicyTextReading, Proposal, TextWarning, Words } from './proposal.ts';
import { makeReadable } from './readable.ts';
import { refuseByContent, refuseByLength } from './refusals.ts';
import { mayDecide, type Sentence, sentencesOf } from './sentences.ts';
import { unreadIn } from './unread.ts';

export const PATTERNS: readonly Pattern[] = [
  ...MONEY,
  ...PERIODS,
  ...LATE_PAYMENT,
  ...NEWBORNS,
  ...EXEMPT,
  ...REFUNDS,
  ...PAPERS,
];

export function readPolicyText(given: string, context: ReadingContext): PolicyTextReading {
  const tooLong = refuseByLength(given);
  if (tooLong) return { ok: false, refusal: tooLong };
  const readable = makeReadable(given);
  const other = refuseByContent(readable.text);
  if (other) return { ok: false, refusal: other };
  const sentences = sentencesOf(given, readable);
  const found = sentences.flatMap((sentence): Found[] =>
    PATTERNS.flatMap((pattern) => pattern.read(sentence, context)).map((finding) => ({ finding, sentence })),
  );
  const gathering = assemble(found, isOfNewborns(sentences));
  const head = headIn(sentences);
  const [publisher] = head.sentences.publisher;
  if (publisher) {
    gathering.add('documents.notice.publisher', head.publisher, publisher, head.sentences.publisher.length === 1);
  }
  const contradictions = gathering.contradictions();
  const proposals = gathering.proposals().sort((a, b) => a.start - b.start);
  if (proposals.length + contradictions.length === 0) {
    const message = '没有读出任何可以写入政策表的数值。请核对是不是参保缴费的通知。';
    return { ok: false, refusal: { reason: 'no_policy', message } };
  }
  const priced = pricesIn(proposals);
  const ofHead = new Set(Object.values(head.sentences).flat());
  const others = sentences.filter((sentence) => !ofHead.has(sentence));
  // A sentence that contradicts another one is shown whole there.
  const isShown = (one: Words): boolean =>
    contradictions.some(({ said }) => said.some(({ start, end }) => start === one.start && end === one.end));
  const unread = unreadIn(given, others, gathering.read(), priced).filter((one) => !isShown(one));
  const warnings = [...warningsOf(sentences, context), ...(head.fromUnsaidDay ? [FROM_UNSAID_DAY] : [])];
  return { ok: true, proposals, contradictions, unread, warnings };
}

const NEWBORN = /新生儿|新生婴儿|新出生/;
/** Whether a text speaks of newborns and of no other residents. */
const isOfNewborns = (sentences: readonly Sentence[]): boolean =>
  sentences.some(({ text }) => NEWBORN.test(text)) &&
  sentences.every(({ text }) => NEWBORN.test(text) || !/居民|参保人员|普通/.test(text));

function pricesIn(proposals: readonly Proposal[]) {
  const sumsOf = (name: string): number[] =>
    proposals.flatMap(({ field, value }) =>
      field.startsWith('contribution.') && field.endsWith(`.${name}`) ? [sumOf(value)] : [],
    );
  const individual = sumsOf('individual');
  const subsidies = sumsOf('subsidy');
  return { individual, both: individual.flatMap((one) => subsidies.map((other) => one + other)) };
}

const FROM_UNSAID_DAY: TextWarning = {
  kind: 'unsaid_day',
  message: '文件自印发（发布）之日起施行，正文没有写印发日期：请对照原件填写施行日期。',
};
const ANNOUNCED = /(?:标准|金额|情况|明细)(?:详见|见)?(?:如下|下表|附表)[::]?$|(?:见|如)下(?:表|图)/;

function warningsOf(sentences: readonly Sentence[], { year }: ReadingContext): TextWarning[] {
  const warnings: TextWarning[] = [];
  sentences.forEach(({ text, quote }, index) => {
    const next = sentences.slice(index + 1, index + 5);
    if (!ANNOUNCED.test(text.trim()) || next.some((one) => /\d元/.test(one.text))) return;
    warnings.push({
      kind: 'missing_table',
      message: `“${quote.trim()}”之后没有金额：表格可能是图片，没有进入文本。请对照原件补上。`,
    });
  });
  const years = sentences.flatMap(({ text }) => [...text.matchAll(/(20\d{2})年度/g)].map(([, said]) => Number(said)));
  if (years.length > 0 && !years.includes(year)) {
    warnings.push({
      kind: 'other_year',
      message: `文本说的是 ${[...new Set(years)].join('、')} 年度，要写的表是 ${year} 年度：请核对。`,
    });
  }
  const damaged = sentences.filter((sentence) => mayDecide(sentence) && sentence.damage.length > 0).length;
  if (damaged > 0) {
    warnings.push({
      kind: 'damaged',
      message: `有 ${damaged} 句文字有损伤（乱码、繁体、缺字、断行或全角数字），其中的数值都要对照原件。`,
    });
  }
  return warnings;
}
