/** The policy text that a draft was made of, for whoever approves it: what its values cite, and what nothing was read from. */
import { piecesOf } from './text-pane.tsx';
import type { Words } from './text-work.ts';

export function NoticeOfDraft(props: {
  notice: { title: string; text: string; used: readonly Words[]; unread: readonly Words[]; unreadSeen: boolean };
  /** Who handed it in. */
  by: string;
}) {
  const { notice, by } = props;
  const { title, text, used, unread, unreadSeen } = notice;
  return (
    <section aria-label="文件全文">
      <h3>文件全文：{title}</h3>
      {unread.length === 0 ? (
        <p>有金额、日期、比例或人群的句子都读出并采用了。</p>
      ) : (
        <>
          <p>
            有 {unread.length} 句没有读出，或读出而没有采用
            {unreadSeen ? `，${by} 提交时确认逐句看过` : `，${by} 提交时没有确认看过`}：
          </p>
          <ul>
            {unread.map(({ start, end }) => (
              <li key={start}>{text.slice(start, end).trim()}</li>
            ))}
          </ul>
        </>
      )}
      <p className="hint key-line">
        <mark className="used">实线</mark>：草案引用的原文。<mark className="unread">虚线</mark>：没有读出或没有采用。
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse moves it with the arrow keys */}
      <section className="policy-text whole-text" tabIndex={0} aria-label="原文">
        {piecesOf(text, { current: null, against: [], used, unread }).map(({ start, end, kind }) =>
          kind === 'plain' ? (
            <span key={start}>{text.slice(start, end)}</span>
          ) : (
            <mark key={start} className={kind}>
              {text.slice(start, end)}
            </mark>
          ),
        )}
      </section>
    </section>
  );
}
