/** What every chart has: a width of its own, patterns beside colours, a legend, and its table. */
import { PatternLines } from '@visx/pattern';
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Told apart by their pattern as well as by their colour; the sign stands in the legend. */
export type Look = 'plain' | 'slanted' | 'lying';

const COLOURS: Record<Look, string> = { plain: '#0050b3', slanted: '#874d00', lying: '#237804' };

export const fillOf = (id: string, look: Look): string =>
  look === 'plain' ? COLOURS.plain : `url(#${patternId(id, look)})`;
export const edgeOf = (look: Look): string => COLOURS[look];

/** An id of React's has signs in it that an address of a pattern can't have. */
const patternId = (id: string, look: Look): string => `${id.replace(/[^\w-]/g, '')}-${look}`;

export function Patterns({ id }: { id: string }) {
  const common = { height: 6, width: 6, strokeWidth: 2.5 };
  return (
    <>
      <PatternLines {...common} id={patternId(id, 'slanted')} stroke={COLOURS.slanted} orientation={['diagonal']} />
      <PatternLines {...common} id={patternId(id, 'lying')} stroke={COLOURS.lying} orientation={['horizontal']} />
    </>
  );
}

export function Legend({ id, entries }: { id: string; entries: readonly { look: Look; text: string }[] }) {
  return (
    <ul className="chart-legend">
      {entries.map(({ look, text }) => (
        <li key={look}>
          <svg width="22" height="12" aria-hidden="true">
            <rect x="0.5" y="0.5" width="21" height="11" fill={fillOf(id, look)} stroke={edgeOf(look)} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** The chart is drawn as wide as there is room; its table says the same. */
export function ChartFrame(props: {
  title: string;
  legend: ReactNode;
  table: ReactNode;
  draw: (width: number) => ReactNode;
}) {
  const { title, legend, table, draw } = props;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <div className="chart" ref={box}>
        {width > 0 && draw(width)}
      </div>
      {legend}
      <details className="chart-table">
        <summary>看表格</summary>
        <div className="table-box">{table}</div>
      </details>
    </section>
  );
}
