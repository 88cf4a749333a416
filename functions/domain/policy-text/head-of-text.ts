/**
 * What a text calls itself, who publishes it, of which region it is, and the day from which it holds: what stands above a
 * table, and is proposed for it.
 */
import { daysIn, isoOf } from './figures.ts';
import { makeReadable } from './readable.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

interface TextHead {
  /** In simplified characters; empty where no line is a title. */
  title: string;
  /** Of the region; empty where neither title nor publisher nor text says it. */
  name: string;
  /** ISO date: the one from which it says that it holds, else the day of the document; empty where it has neither. */
  inForceFrom: string;
}

export interface FoundHead extends TextHead {
  /** Several are parted by `、`; empty where no line is one. */
  publisher: string;
  /** Holds from the day on which it was issued, which it does not say. */
  fromUnsaidDay: boolean;
  /** Sentences that say it, and nothing else. */
  sentences: { title: readonly Sentence[]; publisher: readonly Sentence[]; day: readonly Sentence[] };
}

/** A title stands among the first lines. */
const FIRST_LINES = 6;
/** Who publishes stands above the text, or under it. */
const LINES_ABOVE = 14;
const LAST_LINES = 6;
const CALLED =
  /(?:通知|公告|通告|意见|办法|决定|方案|细则|规定|公报|一封信|问答|解读|须知|提示|告知书|明白纸|指南|倡议书)(?:\((?:试行|暂行)\))?$/;
const SAYS_OF_WHAT = /关于|20\d{2}年|居民(?:基本)?(?:医疗保险|医保)/;
const IN_A_SENTENCE = /[,;。:!?“”]/;
const ASKS = /^[^,;。:!?]{0,50}(?:医保|医疗保险|参保|缴费)[^,;。:!?]{0,30}\?$/;
const LONGEST_TITLE = 200;
const DAY = /^(?:发布(?:日期|时间):|印发日期:|成文日期:)?20\d{2}年\d{1,2}月\d{1,2}日(?:印发)?$/;
/** What holds is the document, and no list or system of which it speaks. */
const HOLDS_FROM =
  /(?:^|(?:本|此)(?:通知|公告|通告|意见|办法|方案|文件|规定|细则|决定)|(?:以上|上述)(?:规定|政策|标准))[^,;。]{0,6}?(?:自|从)(20\d{2}年\d{1,2}月\d{1,2}日)(?:起|开始)(?:正式)?(?:施行|执行|实施|生效)/;
const HOLDS_AS_ISSUED =
  /(?:^|(?:本|此)(?:通知|公告|通告|意见|办法|方案|文件|规定|细则|决定)|(?:以上|上述)(?:规定|政策|标准))[^,;。]{0,6}?(?:自|从)(?:印发|发布|公布|下发)之日起(?:正式)?(?:施行|执行|实施|生效)/;
const AGENCY =
  /^\p{Script=Han}{2,60}(?:人民政府(?:办公厅|办公室)?|医疗保障局|医保局|税务局|财政局|民政局|教育局|社会保障局|医疗保险(?:管理|服务)中心|医疗保障(?:服务|事务)中心)$/u;
const TITLE_BEGINS =
  /^(?:20\d{2}年(?:度)?)?(?:关于(?:做好|开展|印发|调整|实施|明确|公布|进一步)?)?(?:20\d{2}年(?:度)?)?(?:《)?/;
const PLACE_OF_TITLE =
  /^(?:\p{Script=Han}{2,3}省|\p{Script=Han}{2,8}自治区)?(\p{Script=Han}{1,9}?(?:自治州|自治县|地区|[盟县区旗省](?!级)|州(?![市区县])|市(?![级场直])))/u;
const PLACE_OF_INSURED =
  /(?:^|[,。:]|20\d{2}年(?:度)?)(?:\p{Script=Han}{2,3}省)?(\p{Script=Han}{1,9}?(?:自治州|自治县|地区|[盟县区旗省](?!级)|州(?![市区县])|市(?![级场直])))(?:20\d{2}年(?:度)?)?(?:城乡|城镇)?居民(?:基本)?(?:医疗保险|医保)/u;
/** No place has such a name. */
const NO_PLACE =
  /^(?:[全我本各该外跨]|参保地|户籍|所在|统筹|其他|当地|学校|国家|税务|社[区会]|城[市区]|年度|居民|地区|[^省]{0,2}各)/;

export function headOfText(given: string): TextHead {
  const { title, name, inForceFrom } = headIn(sentencesOf(given, makeReadable(given)));
  return { title, name, inForceFrom };
}

export function headIn(sentences: readonly Sentence[]): FoundHead {
  const first = sentences.slice(0, FIRST_LINES);
  const titles = first.filter(({ text }) => isTitle(text));
  const asking = first.slice(0, 2).filter(({ text }) => ASKS.test(text));
  const [titleLine] = titles.length > 0 ? titles : asking;
  const edges = [...new Set([...sentences.slice(0, LINES_ABOVE), ...sentences.slice(-LAST_LINES)])];
  const signed = edges.filter(({ text }) => AGENCY.test(text));
  const named = titleLine?.text.split('关于')[0] ?? '';
  // 昆明市医疗保障局关于…的通知 is by whom it names, where nobody has signed.
  const publishers = signed.length === 0 && titleLine && AGENCY.test(named) ? [titleLine] : signed;
  const days = sentences.filter(({ text, damage }) => damage.length === 0 && DAY.test(text));
  const holds = sentences.filter(({ text }) => HOLDS_FROM.test(text));
  const asIssued = sentences.filter(({ text }) => HOLDS_AS_ISSUED.test(text));
  const from = HOLDS_FROM.exec(holds[0]?.text ?? '')?.[1];
  const inForceFrom = dayIn(from ?? days.at(-1)?.text ?? '');
  return {
    title: titleLine?.text.replace(/\?$/, '？') ?? '',
    name: nameIn(titleLine, publishers, sentences),
    inForceFrom,
    publisher: [...new Set(publishers.map((one) => (one === titleLine ? named : one.text)))].join('、'),
    fromUnsaidDay: inForceFrom === '' && asIssued.length > 0,
    sentences: {
      title: titleLine === undefined ? [] : [...titles, ...asking],
      publisher: publishers,
      day: [...days, ...holds, ...(inForceFrom === '' ? [] : asIssued)],
    },
  };
}

const isTitle = (text: string): boolean =>
  text.length <= LONGEST_TITLE && CALLED.test(text) && SAYS_OF_WHAT.test(text) && !IN_A_SENTENCE.test(text);

function nameIn(title: Sentence | undefined, publishers: readonly Sentence[], sentences: readonly Sentence[]): string {
  const lines = [title?.text.replace(TITLE_BEGINS, ''), ...publishers.map(({ text }) => text)];
  const places = [
    ...lines.map((line) => PLACE_OF_TITLE.exec(line ?? '')?.[1]),
    ...sentences.map(({ text }) => PLACE_OF_INSURED.exec(text)?.[1]),
  ];
  return places.find((place) => place !== undefined && place.length > 1 && !NO_PLACE.test(place)) ?? '';
}

function dayIn(text: string): string {
  const [day] = daysIn(text);
  return day === undefined || day.year === null ? '' : isoOf(day.year, day);
}
