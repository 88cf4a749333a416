/** How a list is shown: which columns, and how tight. Both live in the address, beside its filters. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useAddressFilter } from './address-filter.ts';

export interface ListColumn<Row> {
  key: string;
  title: string;
  number?: true;
  /** Of a cell, beside what it is by itself. */
  className?: (row: Row) => string;
  cell: (row: Row) => ReactNode;
  /** Orders that its heading asks for, the first one first; the list is in `order`. */
  orders?: readonly string[];
}

export function useListView<Row>(columns: readonly ListColumn<Row>[]) {
  const view = useAddressFilter(['hide', 'tight']);
  const hidden = new Set(view.value('hide').split(',').filter(Boolean));
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    view.set('hide', [...next].join(','));
  };
  const isTight = view.value('tight') !== '';
  return {
    shown: columns.filter(({ key }) => !hidden.has(key)),
    isTight,
    tools: (
      <div className="list-tools">
        <details className="columns-choice">
          <summary>列</summary>
          <fieldset>
            <legend className="hidden">显示哪些列</legend>
            {columns.map(({ key, title }) => (
              <label key={key}>
                <input type="checkbox" checked={!hidden.has(key)} onChange={() => toggle(key)} /> {title}
              </label>
            ))}
          </fieldset>
        </details>
        <Button aria-pressed={isTight} onClick={() => view.set('tight', isTight ? '' : 'yes')}>
          {isTight ? '宽松' : '紧凑'}
        </Button>
      </div>
    ),
  };
}

export function HeadCells<Row>(props: {
  columns: readonly ListColumn<Row>[];
  order?: string | undefined;
  onOrder?: ((order: string) => void) | undefined;
}) {
  return props.columns.map((column) => <HeadCell key={column.key} {...props} column={column} />);
}

const SORTS: Readonly<Record<string, 'ascending' | 'descending'>> = {
  newest: 'descending',
  oldest: 'ascending',
  due: 'ascending',
  largest: 'descending',
  smallest: 'ascending',
  name: 'ascending',
};

function HeadCell<Row>(props: {
  column: ListColumn<Row>;
  order?: string | undefined;
  onOrder?: ((order: string) => void) | undefined;
}) {
  const { column, order = '', onOrder } = props;
  const { title, number, orders = [] } = column;
  const className = number ? 'number' : undefined;
  if (!onOrder || orders.length === 0) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const at = orders.indexOf(order);
  const next = orders[(at + 1) % orders.length] ?? '';
  const sort = at === -1 ? undefined : SORTS[order];
  return (
    <th scope="col" className={className} aria-sort={sort ?? 'none'}>
      <button type="button" className="sort" onClick={() => onOrder(next)}>
        {title} <span aria-hidden="true">{sort === undefined ? '↕' : sort === 'ascending' ? '▲' : '▼'}</span>
      </button>
    </th>
  );
}

/** The first cell names its row. */
export function BodyCells<Row>({ columns, row }: { columns: readonly ListColumn<Row>[]; row: Row }) {
  return columns.map(({ key, number, className, cell }, index) => {
    const classes = [number ? 'number' : '', className?.(row) ?? ''].filter(Boolean).join(' ') || undefined;
    return index === 0 ? (
      <th scope="row" key={key} className={classes}>
        {cell(row)}
      </th>
    ) : (
      <td key={key} className={classes}>
        {cell(row)}
      </td>
    );
  });
}
