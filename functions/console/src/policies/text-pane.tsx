/** The policy text on the left: each sentence that was used is marked, those that were not in another way. */
import { useRef } from 'react';
import type { Words } from './text-work.ts';
import { useScrolledTo } from './use-scrolled-to.ts';

interface Piece extends Words {
  kind: 'plain' | 'used' | 'unread' | 'against' | 'current';
}

export function TextPane(props: {
  text: string;
  used: readonly Words[];
  unread: readonly Words[];
  /** Sentences that contradict each other. */
  against: readonly Words[];
  current: Words | null;
  onSelect: (words: Words | null) => void;
  onChoose: (words: Words) => void;
}) {
  const { text, used, unread, against, current, onSelect, onChoose } = props;
  const pane = useRef<HTMLElement>(null);
  const mark = useRef<HTMLElement>(null);
  useScrolledTo(pane, mark, current ? `${current.start}` : '');
  const select = () => onSelect(selectedIn(pane.current));
  return (
    <section className="card text-side" aria-label="政策文件">
      <h2 className="hidden">政策文件</h2>
      <p className="hint key-line">
        <mark className="used">实线</mark>：已读出。<mark className="unread">虚线</mark>
        ：没有读出（{unread.length} 句）。
        {against.length > 0 && (
          <>
            <mark className="against">波浪线</mark>：前后矛盾。
          </>
        )}
        <mark className="current">粗框</mark>：正在核对。
      </p>
      <section
        className="policy-text"
        ref={pane}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse moves it with the arrow keys
        tabIndex={0}
        aria-label="原文"
        onMouseUp={select}
        onKeyUp={select}
      >
        {piecesOf(text, { current, against, used, unread }).map(({ start, end, kind }) =>
          kind === 'plain' ? (
            <span key={start}>{text.slice(start, end)}</span>
          ) : (
            // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard one goes from row to row
            <mark
              key={start}
              className={kind}
              ref={kind === 'current' ? mark : undefined}
              onClick={() => selectedIn(pane.current) ?? onChoose({ start, end })}
            >
              {text.slice(start, end)}
            </mark>
          ),
        )}
      </section>
    </section>
  );
}

/** The text in pieces; the words in hand, and an unread part, go before those of a sentence around them. */
export function piecesOf(
  text: string,
  { current, against, used, unread }: Pick<Parameters<typeof TextPane>[0], 'current' | 'against' | 'used' | 'unread'>,
): Piece[] {
  const marks: Piece[] = [
    ...(current ? [{ ...current, kind: 'current' as const }] : []),
    ...against.map((words) => ({ ...words, kind: 'against' as const })),
    ...unread.map((words) => ({ ...words, kind: 'unread' as const })),
    ...used.map((words) => ({ ...words, kind: 'used' as const })),
  ];
  const ends = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...ends].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const over = marks.find((one) => one.start <= start && end <= one.end);
    return { start, end, kind: over?.kind ?? 'plain' };
  });
}

/** What is selected within the text, as places in it; null where nothing is. */
function selectedIn(pane: HTMLElement | null): Words | null {
  const selection = getSelection();
  if (!pane || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.startContainer) || !pane.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(pane);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
}
