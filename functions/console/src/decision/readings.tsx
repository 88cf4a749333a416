import { Wide } from '../shell/wide.tsx';
import type { ShownDecision } from './read-decision.ts';

/** Where a text can be read in two ways: what comes out of each, side by side; only where they differ. */
export function Readings({ decision: { alternatives } }: { decision: ShownDecision }) {
  if (alternatives.length === 0) return null;
  const labels = [...new Set(alternatives.flatMap((reading) => reading.figures.map(({ label }) => label)))];
  const rows = labels
    .map((label) => ({
      label,
      values: alternatives.map(({ figures }) => figures.find((figure) => figure.label === label)?.value ?? '—'),
    }))
    .filter(({ values }) => new Set(values).size > 1);
  return (
    <>
      <h3>原文有两种读法</h3>
      <Wide name="两种读法的结果">
        <table className="list readings">
          <caption className="hidden">两种读法的结果，只列不同之处</caption>
          <thead>
            <tr>
              <td />
              {alternatives.map(({ description }) => (
                <th key={description} scope="col">
                  {description}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, values }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {values.map((value, index) => (
                  <td key={alternatives[index]?.description}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p className="hint">采用哪一种，由经办人在办理时确定；没有列出的各项两种读法相同。</p>
    </>
  );
}
