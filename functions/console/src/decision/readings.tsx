import { Wide } from '../shell/wide.tsx';
import type { Decision } from './read-decision.ts';

/** Where a text can be read in two ways: both results side by side, what differs set off. */
export function Readings({ decision }: { decision: Decision }) {
  const { alternatives, figures } = decision;
  if (alternatives.length === 0) return null;
  const columns = [{ description: '本系统采用的读法', figures }, ...alternatives];
  const labels = [...new Set(alternatives.flatMap((reading) => reading.figures.map(({ label }) => label)))];
  const valueIn = (column: (typeof columns)[number], label: string): string =>
    column.figures.find((figure) => figure.label === label)?.value ?? '—';
  return (
    <>
      <h3>原文有两种读法</h3>
      <Wide name="两种读法的结果">
        <table className="list">
          <caption className="hidden">两种读法的结果</caption>
          <thead>
            <tr>
              <td />
              {columns.map(({ description }) => (
                <th key={description} scope="col">
                  {description}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label) => {
              const values = columns.map((column) => valueIn(column, label));
              const differs = new Set(values).size > 1;
              return (
                <tr key={label} className={differs ? 'differs' : undefined}>
                  <th scope="row">
                    {label}
                    {differs && <span className="hint">(不同)</span>}
                  </th>
                  {columns.map((column) => (
                    <td key={column.description}>{valueIn(column, label)}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
