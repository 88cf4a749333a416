/** Lying bars, one a row, each with its number: how much stands where. */
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { edgeOf, fillOf, type Look, Patterns } from './chart-frame.tsx';

const ROW = 28;
const BAR = 16;
const NUMBER = 64;

export function Bars(props: {
  id: string;
  label: string;
  width: number;
  rows: readonly { key: string; name: string; count: number; look: Look }[];
}) {
  const { id, label, width, rows } = props;
  // A name has a line of its own where there is no room beside the bar.
  const narrow = width < 480;
  const names = narrow ? 0 : 190;
  const height = narrow ? ROW + 16 : ROW;
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const scale = scaleLinear<number>({ domain: [0, most], range: [0, Math.max(40, width - names - NUMBER)] });
  return (
    <svg width={width} height={rows.length * height} role="img" aria-label={label}>
      <Patterns id={id} />
      {rows.map(({ key, name, count, look }, index) => {
        const top = index * height + (narrow ? 20 : (ROW - BAR) / 2);
        const long = Math.max(2, scale(count));
        return (
          <g key={key}>
            <text x={0} y={narrow ? top - 5 : top + 13}>
              {name}
            </text>
            <Bar x={names} y={top} width={long} height={BAR} fill={fillOf(id, look)} stroke={edgeOf(look)} />
            <text x={names + long + 8} y={top + 13} className="chart-number">
              {count.toLocaleString('zh-CN')} 件
            </text>
          </g>
        );
      })}
    </svg>
  );
}
