/** 待办: what waits for a desk, least time left first. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { countTasksQuery, tasksQuery } from '../api/queries.ts';
import { OnePerson } from '../cases/one-person.tsx';
import { FindEverywhere } from '../find/find-everywhere.tsx';
import { useMay, useWho } from '../session/use-session.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Choice, FilterRow, MoreFilters, TextFilter } from '../shell/filter-row.tsx';
import { useRememberedList } from '../shell/last-list.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { Pages } from '../shell/pages.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useRowCursor } from '../shell/row-cursor.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { KIND_WORDS, TASK_WORDS } from '../words/dictionary.ts';
import { BulkApproval } from './bulk-approval.tsx';
import type { TaskEntry } from './task.ts';
import { TASK_ORDERS, TaskTable } from './task-table.tsx';

const NAMES = [
  ...(['q', 'region', 'kind', 'task', 'batch', 'whose', 'cursor'] as const),
  ...(['overdue', 'amountFrom', 'amountTo', 'personOf', 'order'] as const),
] as const;
const WHOSE = { all: '全部', for: '该我办的', assigned: '我认领的', handledBy: '我经手的' };

export function TasksPage() {
  const filter = useAddressFilter(NAMES);
  useRememberedList('待办');
  const [text, kind, taskKind] = [filter.value('q'), filter.value('kind'), filter.value('task')];
  const [region, batch] = [filter.value('region'), filter.value('batch')];
  const { role } = useWho();
  // An approver begins with what one person alone cannot finish.
  const whose =
    filter.value('whose') || (role === 'approver' && batch === '' && filter.value('personOf') === '' ? 'for' : 'all');
  const wanted = {
    ...{ region, kind, task: taskKind, batch, overdue: filter.value('overdue') },
    ...{ amountFrom: filter.value('amountFrom'), amountTo: filter.value('amountTo') },
    personOf: filter.value('personOf'),
    order: filter.value('order'),
    ...(whose !== 'all' && { [whose]: 'me' }),
  };
  const order = filter.value('order') || 'due';
  const tasks = useQuery(tasksQuery({ ...wanted, cursor: filter.value('cursor') }));
  const counted = useQuery(countTasksQuery(wanted));
  const may = useMay();
  const navigate = useNavigate();
  const regions = useOwnRegions();
  const search = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deciding, setDeciding] = useState<readonly TaskEntry[] | null>(null);
  const shown = useMemo(() => (tasks.data?.tasks ?? []).filter((entry) => fits(entry, text)), [tasks.data, text]);
  const cursor = useRowCursor(shown.length);
  const chosen = shown.filter(({ taskId }) => selected.has(taskId));
  const open = (entry: TaskEntry | undefined) => entry && navigate(`/tasks/${entry.taskId}`);
  const toggle = (taskIds: readonly string[], on: boolean) =>
    setSelected((before) => new Set([...before, ...taskIds].filter((id) => on || !taskIds.includes(id))));
  const toggleCurrent = () => {
    const taskId = shown[cursor.row]?.taskId;
    if (taskId !== undefined) toggle([taskId], !selected.has(taskId));
  };

  useShortcuts(
    {
      f: () => search.current?.focus(),
      Escape: () => search.current?.blur(),
      j: () => cursor.move(1),
      k: () => cursor.move(-1),
      Enter: () => open(shown[cursor.row]),
      n: () => open(shown[0]),
      x: toggleCurrent,
      a: () => may.decide && chosen.length > 0 && setDeciding(chosen),
    },
    [
      ['f', '在本页筛选'],
      ['j / k', '下一行 / 上一行'],
      ['Enter', '打开这一行'],
      ['n', '打开第一件'],
      ...(may.decide
        ? ([
            ['x', '选中这一行'],
            ['a', '批量办理选中的'],
          ] as const)
        : []),
      ['Esc', '离开输入框'],
    ],
  );

  return (
    <>
      <div className="page-head">
        <h1>待办</h1>
        <span role="status">
          {tasks.data && sayCount(shown.length, text, counted.data?.counted ?? null, tasks.data)}
        </span>
        {may.decide && (
          <Button type="primary" disabled={chosen.length === 0} onClick={() => setDeciding(chosen)}>
            批量办理{chosen.length > 0 ? ` ${chosen.length} 件` : ''}
          </Button>
        )}
      </div>
      <FilterRow onClear={filter.clear} isSet={filter.isSet}>
        <TextFilter
          label="在本页筛选"
          hint="编号、姓名（按 f）"
          value={text}
          onChange={(value) => filter.set('q', value)}
          inputRef={search}
        />
        <Choice label="事项" value={kind} words={KIND_WORDS} onChange={(value) => filter.set('kind', value)} />
        <Choice label="待办" value={taskKind} words={TASK_WORDS} onChange={(value) => filter.set('task', value)} />
        {Object.keys(regions).length > 1 && (
          <Choice label="统筹区" value={region} words={regions} onChange={(value) => filter.set('region', value)} />
        )}
        <Choice
          label="谁办"
          value={whose}
          words={WHOSE}
          none={false}
          onChange={(value) => filter.set('whose', value)}
        />
        <Choice
          label="超期"
          value={filter.value('overdue')}
          words={{ yes: '只看已超期的' }}
          onChange={(value) => filter.set('overdue', value)}
        />
        <Choice
          label="排列"
          value={order}
          words={TASK_ORDERS}
          none={false}
          onChange={(value) => filter.set('order', value)}
        />
        <MoreFilters filter={filter} names={['amountFrom', 'amountTo']} />
        {batch !== '' && <span>批次 {batch}</span>}
        <OnePerson filter={filter} />
      </FilterRow>
      {tasks.isPending && <Loading what="待办" />}
      {tasks.isError && <FailureNote what="待办没有读到" error={tasks.error} retry={() => tasks.refetch()} />}
      {tasks.data && shown.length === 0 && (
        <NoTasks
          filtered={filter.isSet}
          text={text}
          onClear={filter.clear}
          {...(whose === 'for' && { onAll: () => filter.set('whose', 'all') })}
        />
      )}
      {shown.length > 0 && (
        <TaskTable
          tasks={shown}
          cursor={cursor}
          selected={selected}
          onToggle={may.decide ? toggle : null}
          order={order}
          onOrder={(next) => filter.set('order', next)}
        />
      )}
      {tasks.data && <Pages next={tasks.data.cursor} />}
      {deciding && (
        <BulkApproval
          tasks={deciding}
          onClose={() => {
            setDeciding(null);
            setSelected(new Set());
          }}
        />
      )}
    </>
  );
}

const fits = ({ case: { caseId, person } }: TaskEntry, text: string): boolean =>
  `${caseId} ${person.name} ${person.idNumber}`.toLowerCase().includes(text.trim().toLowerCase());

/** How many there are; of a page that is narrowed by itself, how many of it are in sight. */
function sayCount(
  shown: number,
  text: string,
  counted: { count: number; more: boolean } | null,
  { tasks, cursor }: { tasks: readonly TaskEntry[]; cursor: string | null },
): string {
  if (text !== '') return `${shown} 件符合筛选${cursor === null ? '' : `（在这一页的 ${tasks.length} 件中）`}`;
  if (counted === null) return `${shown} 件${cursor === null ? '' : '，后面还有'}`;
  return `共 ${counted.count.toLocaleString('zh-CN')} 件${counted.more ? '以上' : ''}`;
}

/** @param props.onAll given where the list begins with what whoever reads it can do */
function NoTasks(props: { filtered: boolean; text: string; onClear: () => void; onAll?: () => void }) {
  const { filtered, text, onClear, onAll } = props;
  if (!filtered && onAll) {
    return (
      <Nothing title="没有该您办的待办。新的会自动出现在这里。">
        <Button onClick={onAll}>看全部待办</Button>
      </Nothing>
    );
  }
  if (!filtered) return <Nothing title="没有待办。新的待办会自动出现在这里。" />;
  return (
    <Nothing title="没有符合筛选条件的待办。">
      <Button onClick={onClear}>清空筛选</Button>
      <FindEverywhere text={text} />
    </Nothing>
  );
}
