/**
 * A letter as it is handed over: on top what somebody looks for first, then the letter in its own words, then its
 * clauses, each document once. A letter is kept as it went out; only how it is set is decided here.
 */
import { inFullWidth } from '../words/full-width.ts';

export function Letter({ body }: { body: readonly string[] }) {
  const from = body.findIndex((line) => /^依据[:：]$/.test(line));
  const words = from < 0 ? body : body.slice(0, from);
  return (
    <div className="handed-over">
      <Summary words={words} />
      {blocksOf(words).map((lines, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a letter keep their order
        <div key={index} className={lines.length > 1 ? 'side-by-side' : undefined}>
          {lines.map((line) => (
            <p key={line}>{asSaid(line)}</p>
          ))}
        </div>
      ))}
      {from >= 0 && <Clauses lines={body.slice(from + 1)} />}
    </div>
  );
}

/** Line by line, but what is listed with points together: short lines stand beside each other. */
function blocksOf(words: readonly string[]): string[][] {
  const blocks: string[][] = [];
  for (const line of words) {
    const last = blocks.at(-1);
    if (line.startsWith('·') && last?.[0]?.startsWith('·')) last.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

/** What a letter that asks for money says in these words, by what its reader asks. */
const ASKED_FIRST = [
  ['缴多少', /^应缴金额[:：]\s*([\d.,]+ 元)/],
  ['缴到哪一天', /最后一天是\s*(\d{4}-\d\d-\d\d)/],
  ['从哪一天起享受待遇', /从\s*(\d{4}-\d\d-\d\d)\s*起享受待遇/],
] as const;

function Summary({ words }: { words: readonly string[] }) {
  const told = ASKED_FIRST.flatMap(([asked, pattern]) => {
    const found = words.map((line) => pattern.exec(line)?.[1]).find((text) => text !== undefined);
    return found === undefined ? [] : [{ asked, found }];
  });
  if (told.length < ASKED_FIRST.length) return null;
  return (
    <dl className="asked-first" aria-label="要点">
      {told.map(({ asked, found }) => (
        <div key={asked}>
          <dt>{asked}</dt>
          <dd>{asSaid(found)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `〔3〕 document：“words”`, as a letter writes it. */
const CLAUSE = /^(〔\d+〕)(.*?)[:：](“.*)$/su;

/** In the order of the first clause of each document; a line of another form stands by itself. */
function Clauses({ lines }: { lines: readonly string[] }) {
  const documents = new Map<string, string[]>();
  for (const line of lines) {
    const [, number = '', document = '', words = line] = CLAUSE.exec(line) ?? [];
    documents.set(document, [...(documents.get(document) ?? []), number + words]);
  }
  return (
    <section aria-label="依据" className="clauses">
      <p className="clause">依据：</p>
      {[...documents].map(([document, quotes]) => (
        <p className="clause" key={document}>
          {document !== '' && <strong>{inFullWidth(document)}：</strong>}
          {quotes.join(' ')}
        </p>
      ))}
    </section>
  );
}

const DATE = / ?\b(\d{4})-(\d\d)-(\d\d)\b ?/g;
const PARENTHESES = /\(([^()]*)\)/g;
const HAN = /\p{Script=Han}/u;
const THOUSANDS = /\b(\d{1,3})(\d{3}\.\d\d) 元/g;

/** Days and sums as people say them; a letter of an earlier release has them as files do. */
const asSaid = (line: string): string =>
  inFullWidth(line)
    .replace(PARENTHESES, (all, inside) => (HAN.test(inside) ? `（${inside}）` : all))
    .replace(DATE, (_all, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`)
    .replace(THOUSANDS, '$1,$2 元');
