/** What stands behind a value: words of the text, a clause that is there already, or a sentence that one types. */
import { useState } from 'react';
import type { FieldAnswer, Kept, Row, Words } from './text-work.ts';

export interface Source extends Words {
  label: string;
}
export interface Stated {
  /** `12-40`: words of the text; `@XY-02`: a clause; `typed`; empty: none. */
  by: string;
  quote: string;
  /** Title of the document that a typed sentence is of; empty where it is this one. */
  document: string;
  /** The words do not say it outright. */
  adopted: boolean;
}

/** How the words begin that were selected in the text. */
export const SELECTED = '选中的文字：';
const TYPED = 'typed';
const keyOf = ({ start, end }: Words): string => `${start}-${end}`;

export function sourceOf(
  answer: FieldAnswer | undefined,
  kept: Row['kept'],
  first: Source | undefined,
  own: Source | undefined,
  /** The proposal only follows from its words. */
  ownIsInferred: boolean,
): Stated {
  const stated = (by: string, more: Partial<Stated> = {}): Stated => ({
    ...{ by, quote: '', document: '', adopted: false },
    ...more,
  });
  const adopted = answer?.adopted ?? false;
  if (first?.label.startsWith(SELECTED)) return stated(keyOf(first));
  if (answer?.clause) return stated(`@${answer.clause}`, { adopted });
  if (answer?.quote) return stated(TYPED, { quote: answer.quote, document: answer.document ?? '', adopted });
  if (answer?.start !== undefined && answer.end !== undefined) {
    return stated(keyOf({ start: answer.start, end: answer.end }), { adopted });
  }
  if (own) return stated(keyOf(own), { adopted: ownIsInferred });
  if (kept?.clause) return stated(`@${kept.clause}`);
  // A new row is in no part that has a clause already.
  return stated(kept ? '' : TYPED);
}

/** As an answer has it. */
export function writeSource(
  { by, quote, document, adopted }: Stated,
  sources: readonly Source[],
): Partial<FieldAnswer> {
  const words = sources.find((one) => keyOf(one) === by);
  const reading = adopted && { adopted };
  if (words) return { start: words.start, end: words.end, ...reading };
  if (by.startsWith('@')) return { clause: by.slice(1), ...reading };
  if (by !== TYPED || quote.trim() === '') return {};
  return { quote: quote.trim(), ...(document.trim() !== '' && { document: document.trim() }), ...reading };
}

export function SourceField(props: {
  id: string;
  stated: Stated;
  /** Whether the table has the value already, in a part with a clause. */
  keeps: boolean;
  sources: readonly Source[];
  clauses: Kept['clauses'];
  onChange: (stated: Stated) => void;
}) {
  const { id, stated, keeps, sources, clauses, onChange } = props;
  const [sought, setSought] = useState('');
  const word = sought.trim();
  // What stands for another region is nobody's first choice: it is looked for, or stands there already.
  const elsewhere = clauses.filter(
    ({ id: clause, of, quote, document }) =>
      of === 'elsewhere' &&
      (stated.by === `@${clause}` || (word !== '' && (quote.includes(word) || document.includes(word)))),
  );
  const set = (change: Partial<Stated>) => onChange({ ...stated, ...change });
  return (
    <>
      <label htmlFor={id}>依据</label>
      <select id={id} value={stated.by} onChange={(event) => set({ by: event.target.value })}>
        <option value="">{keeps ? '不另写（沿用这一段的条款）' : '不写依据'}</option>
        <option value={TYPED}>另写一句原文</option>
        {sources.length > 0 && (
          <optgroup label="这份文件">
            {sources.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {one.label}
              </option>
            ))}
          </optgroup>
        )}
        {GROUPS.map(([of, label]) => (
          <Clauses key={of} label={label} clauses={clauses.filter((one) => one.of === of)} />
        ))}
        <Clauses label="查到的其他条款和读法" clauses={elsewhere} />
      </select>
      {stated.by === TYPED && (
        <>
          <input
            type="text"
            maxLength={2000}
            autoComplete="off"
            aria-label="原文"
            value={stated.quote}
            onChange={(event) => set({ quote: event.target.value })}
          />
          <label htmlFor={`${id}-document`}>出自哪一份文件（就是这一份的不填）</label>
          <input
            id={`${id}-document`}
            type="text"
            maxLength={200}
            autoComplete="off"
            value={stated.document}
            onChange={(event) => set({ document: event.target.value })}
          />
        </>
      )}
      <details className="rare">
        <summary>其他地方的条款和读法</summary>
        <input
          type="search"
          maxLength={40}
          autoComplete="off"
          aria-label="查找其他地方的条款和读法"
          placeholder="写几个字查找，查到的列在“依据”中"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          onKeyDown={(event) => {
            // The form is not done yet.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
        <small role="status">{word === '' ? '' : `查到 ${elsewhere.length} 条`}</small>
      </details>
      {stated.by !== '' && (
        <label>
          <input
            type="checkbox"
            checked={stated.adopted}
            onChange={(event) => set({ adopted: event.target.checked })}
          />{' '}
          原文没有直接写明，是推断（办理时须经办人确认）
        </label>
      )}
    </>
  );
}

const GROUPS = [
  ['own', '这份表的条款'],
  ['above', '全国和本省的规定'],
] as const;

function Clauses({ label, clauses }: { label: string; clauses: Kept['clauses'] }) {
  if (clauses.length === 0) return null;
  return (
    <optgroup label={label}>
      {clauses.map(({ id, quote, document }) => (
        <option key={id} value={`@${id}`}>
          {quote.slice(0, 50)}（{document}）
        </option>
      ))}
    </optgroup>
  );
}
