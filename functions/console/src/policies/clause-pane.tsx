/** Where there is no text: the sentence that stands behind the value in hand. */
import type { Row } from './text-work.ts';

export function ClausePane({ row }: { row: Row | undefined }) {
  const kept = row?.kept;
  return (
    <section className="card text-side" aria-label="条款">
      <h2 className="hidden">条款</h2>
      <p className="hint key-line">正在看的一项所依据的原文。没有改动的各项沿用现行的表。</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse moves it with the arrow keys */}
      <section className="policy-text" tabIndex={0} aria-label="原文">
        {kept && kept.clause !== '' ? kept.quote : '这一项没有写条款。'}
      </section>
    </section>
  );
}
