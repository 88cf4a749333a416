/** Standing bars, two a month. */
import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { edgeOf, fillOf, type Look, Patterns } from './chart-frame.tsx';

const HEIGHT = 200;
const ABOVE = 18;
const BELOW = 40;
const LEFT = 52;
/** A number above a bar needs so much room. */
const NUMBER = 30;

export function MonthBars(props: {
  id: string;
  label: string;
  width: number;
  months: readonly { month: string; values: readonly number[] }[];
  looks: readonly Look[];
  /** Of a value, as it stands at the axis and above a bar. */
  say: (value: number) => string;
}) {
  const { id, label, width, months, looks, say } = props;
  const most = Math.max(1, ...months.flatMap(({ values }) => values));
  const across = scaleBand<string>({
    domain: months.map(({ month }) => month),
    range: [LEFT, width],
    paddingInner: 0.25,
    paddingOuter: 0.1,
  });
  const up = scaleLinear<number>({ domain: [0, most], range: [HEIGHT - BELOW, ABOVE], nice: true });
  const one = across.bandwidth() / looks.length;
  const floor = up(0);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={label}>
      <Patterns id={id} />
      <AxisLeft
        scale={up}
        left={LEFT}
        numTicks={4}
        hideAxisLine
        tickFormat={(value) => (Number.isInteger(Number(value)) ? say(Number(value)) : '')}
        tickStroke="#d9d9d9"
        tickLabelProps={{ className: 'chart-tick', textAnchor: 'end', dx: -4, dy: 4 }}
      />
      {months.map(({ month, values }) => (
        <g key={month}>
          {values.map((value, index) => {
            const look = looks[index] ?? 'plain';
            const left = (across(month) ?? 0) + index * one;
            return (
              <g key={look}>
                <Bar
                  x={left}
                  y={up(value)}
                  width={Math.max(1, one - 2)}
                  height={floor - up(value)}
                  fill={fillOf(id, look)}
                  stroke={value === 0 ? 'none' : edgeOf(look)}
                />
                {one >= NUMBER && value > 0 && (
                  <text x={left + one / 2} y={up(value) - 4} className="chart-number" textAnchor="middle">
                    {say(value)}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      ))}
      <AxisBottom
        scale={across}
        top={floor}
        hideTicks
        stroke="#8c8c8c"
        tickFormat={(month) => monthName(month, across.bandwidth() >= 36)}
        numTicks={months.length}
        tickLabelProps={{ className: 'chart-tick', textAnchor: 'middle', dy: 2 }}
      />
      <YearNames months={months.map(({ month }) => month)} place={(month) => across(month) ?? 0} />
    </svg>
  );
}

const monthName = (month: string, long: boolean): string => `${Number(month.slice(5))}${long ? ' 月' : ''}`;

/** Under the first month of each year that is shown. */
function YearNames({ months, place }: { months: readonly string[]; place: (month: string) => number }) {
  return months
    .filter((month, index) => index === 0 || month.endsWith('-01'))
    .map((month) => (
      <text key={month} x={place(month)} y={HEIGHT - 4} className="chart-tick">
        {month.slice(0, 4)} 年
      </text>
    ));
}
