/** A plain table of figures: the first cell names its row, numbers stand to the right. */
import type { Answer } from '../api/client.ts';

export type Figures = Answer<'getStatistics'>;

/** @param props.texts columns, beside the first, that hold no numbers */
export function Table(props: {
  caption: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly string[] }[];
  texts?: readonly number[];
}) {
  const { caption, columns, rows, texts = [] } = props;
  const isText = (column: number, cell = '') => texts.includes(column) || /[\u3400-\u9fff]{2}/.test(cell);
  return (
    <table className="list">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((title, column) => (
            <th
              key={title}
              scope="col"
              className={column > 0 && !isText(column, rows[0]?.cells[column]) ? 'number' : undefined}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, column) =>
              column === 0 ? (
                <th key={columns[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={columns[column]} className={isText(column, cell) ? undefined : 'number'}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
