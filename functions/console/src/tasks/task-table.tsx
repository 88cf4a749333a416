import { Link } from 'react-router';
import { BodyCells, HeadCells, type ListColumn, useListView } from '../shell/list-view.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import type { useRowCursor } from '../shell/row-cursor.ts';
import { timeOf, useClock } from '../time/clock.ts';
import { timeLeft } from '../time/days.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, TASK_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { questionOf, type TaskEntry } from './task.ts';

export const TASK_ORDERS: Readonly<Record<string, string>> = {
  due: '剩余时限少的在前',
  largest: '金额大的在前',
  smallest: '金额小的在前',
  name: '姓名按拼音',
};

const columnsOf = (today: string, regions: Readonly<Record<string, string>>): readonly ListColumn<TaskEntry>[] => [
  {
    key: 'case',
    title: '受理编号',
    cell: ({ taskId, case: { caseId } }) => <Link to={`/tasks/${taskId}`}>{caseId}</Link>,
  },
  {
    key: 'name',
    title: '姓名',
    className: () => 'whole',
    orders: ['name'],
    cell: ({ case: { person } }) => person.name,
  },
  { key: 'idNumber', title: '证件号码', className: () => 'code', cell: ({ case: { person } }) => person.idNumber },
  { key: 'kind', title: '事项', className: () => 'whole', cell: (entry) => wordOf(KIND_WORDS, entry.case.kind) },
  { key: 'region', title: '统筹区', cell: (entry) => wordOf(regions, entry.case.region) },
  { key: 'task', title: '待办', cell: (entry) => wordOf(TASK_WORDS, entry.kind) },
  {
    key: 'question',
    title: '内容',
    cell: (entry) => (
      <>
        {questionOf(entry)}
        {entry.notByYou !== null && <small>{entry.notByYou}</small>}
      </>
    ),
  },
  {
    key: 'amount',
    title: '金额（元）',
    number: true,
    orders: ['largest', 'smallest'],
    cell: (entry) => grouped(entry.case.payable ?? entry.case.refundable ?? '—'),
  },
  { key: 'assigned', title: '在办', className: () => 'whole', cell: (entry) => entry.assigned?.name ?? '' },
  { key: 'by', title: '经办人', cell: (entry) => entry.case.handledByNames.join('、') },
  { key: 'opened', title: '受理时间', className: () => 'code', cell: (entry) => timeOf(entry.case.openedAt) },
  {
    key: 'due',
    title: '剩余时限',
    orders: ['due'],
    className: ({ due }) => `left ${timeLeft(today, due).urgency}`,
    cell: ({ due }) => <span title={due}>{timeLeft(today, due).text}</span>,
  },
];

export function TaskTable(props: {
  tasks: readonly TaskEntry[];
  cursor: ReturnType<typeof useRowCursor>;
  selected: ReadonlySet<string>;
  /** Null for one who only reads. */
  onToggle: ((taskIds: readonly string[], on: boolean) => void) | null;
  order: string;
  onOrder: (order: string) => void;
}) {
  const { tasks, cursor, selected, onToggle, order, onOrder } = props;
  const { today } = useClock();
  const regions = useRegionWords();
  const { shown, isTight, tools } = useListView(columnsOf(today, regions));
  return (
    <>
      {tools}
      <div className="table-box">
        <table className={isTight ? 'list tight' : 'list'}>
          <caption className="hidden">待办，{wordOf(TASK_ORDERS, order)}</caption>
          <thead>
            <tr>
              {onToggle && (
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label="选中这里列出的全部待办"
                    checked={tasks.every(({ taskId }) => selected.has(taskId))}
                    onChange={(event) =>
                      onToggle(
                        tasks.map(({ taskId }) => taskId),
                        event.target.checked,
                      )
                    }
                  />
                </th>
              )}
              <HeadCells columns={shown} order={order} onOrder={onOrder} />
            </tr>
          </thead>
          <tbody ref={cursor.body}>
            {tasks.map((entry, index) => (
              <tr
                key={entry.taskId}
                className={index === cursor.row ? 'current' : undefined}
                onFocus={() => cursor.setRow(index)}
              >
                {onToggle && (
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`选中 ${entry.case.caseId}`}
                      checked={selected.has(entry.taskId)}
                      onChange={(event) => onToggle([entry.taskId], event.target.checked)}
                    />
                  </td>
                )}
                <BodyCells columns={shown} row={entry} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
