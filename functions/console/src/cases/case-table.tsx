/** Cases as rows, the same wherever cases are listed. */
import { Link, useNavigate } from 'react-router';
import type { Answer } from '../api/client.ts';
import { BodyCells, HeadCells, type ListColumn, useListView } from '../shell/list-view.tsx';
import type { useRowCursor } from '../shell/row-cursor.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { casesOfPerson } from './one-person.tsx';
import { StateTag } from './state-tag.tsx';

type Listed = Answer<'listCases'>['cases'][number];

const COLUMNS: readonly ListColumn<Listed>[] = [
  { key: 'case', title: '受理编号', cell: ({ caseId }) => <Link to={`/cases/${caseId}`}>{caseId}</Link> },
  {
    key: 'name',
    title: '姓名',
    className: () => 'whole',
    orders: ['name'],
    cell: ({ person }) => person.name,
  },
  { key: 'idNumber', title: '证件号码', className: () => 'code', cell: ({ person }) => person.idNumber },
  { key: 'kind', title: '事项', className: () => 'whole', cell: ({ kind }) => wordOf(KIND_WORDS, kind) },
  { key: 'state', title: '状态', cell: ({ state }) => <StateTag state={state} /> },
  {
    key: 'amount',
    title: '金额（元）',
    number: true,
    orders: ['largest', 'smallest'],
    cell: ({ payable, refundable }) => grouped(payable ?? refundable ?? '—'),
  },
  { key: 'due', title: '期限', className: () => 'code', cell: ({ due }) => due ?? '—', orders: ['due'] },
  {
    key: 'opened',
    title: '受理时间',
    className: () => 'code',
    cell: ({ openedAt }) => timeOf(openedAt),
    orders: ['newest', 'oldest'],
  },
  { key: 'by', title: '经办人', cell: ({ handledByNames }) => handledByNames.join('、') },
];

/** Where several people were found, each name leads to that person's list. */
const WITH_PERSONS: readonly ListColumn<Listed>[] = COLUMNS.map((column) =>
  column.key === 'name'
    ? {
        ...column,
        cell: ({ caseId, person }) => (
          <Link to={casesOfPerson(caseId)} title="这个人的案件">
            {person.name}
          </Link>
        ),
      }
    : column,
);

export function CaseTable(props: {
  cases: readonly Listed[];
  cursor: ReturnType<typeof useRowCursor>;
  caption: string;
  order?: string;
  onOrder?: (order: string) => void;
  withPersons?: boolean;
}) {
  const { cases, cursor, caption, order, onOrder, withPersons } = props;
  const navigate = useNavigate();
  const { shown, isTight, tools } = useListView(withPersons ? WITH_PERSONS : COLUMNS);
  useShortcuts(
    {
      j: () => cursor.move(1),
      k: () => cursor.move(-1),
      Enter: () => cases[cursor.row] && navigate(`/cases/${cases[cursor.row]?.caseId}`),
    },
    [
      ['j / k', '下一行 / 上一行'],
      ['Enter', '打开这一行'],
    ],
  );
  return (
    <>
      {tools}
      <div className="table-box">
        <table className={isTight ? 'list tight' : 'list'}>
          <caption className="hidden">{caption}</caption>
          <thead>
            <tr>
              <HeadCells columns={shown} order={order} onOrder={onOrder} />
            </tr>
          </thead>
          <tbody ref={cursor.body}>
            {cases.map((entry, index) => (
              <tr
                key={entry.caseId}
                className={index === cursor.row ? 'current' : undefined}
                onFocus={() => cursor.setRow(index)}
              >
                <BodyCells columns={shown} row={entry} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
