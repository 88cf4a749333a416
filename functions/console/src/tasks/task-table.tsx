import { Link } from 'react-router';
import { useRegionWords } from '../shell/region-words.ts';
import type { useRowCursor } from '../shell/row-cursor.ts';
import { useClock } from '../time/clock.ts';
import { timeLeft } from '../time/days.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, TASK_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { questionOf, type TaskEntry } from './task.ts';

export function TaskTable(props: {
  tasks: readonly TaskEntry[];
  cursor: ReturnType<typeof useRowCursor>;
  selected: ReadonlySet<string>;
  /** Null for one who only reads. */
  onToggle: ((taskIds: readonly string[], on: boolean) => void) | null;
}) {
  const { tasks, cursor, selected, onToggle } = props;
  const { today } = useClock();
  const regions = useRegionWords();
  return (
    <div className="table-box">
      <table className="list">
        <caption className="hidden">待办，剩余时限少的在前</caption>
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
            <th scope="col">受理编号</th>
            <th scope="col">姓名</th>
            <th scope="col">证件号码</th>
            <th scope="col">事项</th>
            <th scope="col">统筹区</th>
            <th scope="col">待办</th>
            <th scope="col">内容</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">剩余时限</th>
          </tr>
        </thead>
        <tbody ref={cursor.body}>
          {tasks.map((entry, index) => {
            const left = timeLeft(today, entry.due);
            return (
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
                <th scope="row">
                  <Link to={`/tasks/${entry.taskId}`}>{entry.case.caseId}</Link>
                </th>
                <td>{entry.case.person.name}</td>
                <td className="code">{entry.case.person.idNumber}</td>
                <td>{wordOf(KIND_WORDS, entry.case.kind)}</td>
                <td>{wordOf(regions, entry.case.region)}</td>
                <td>{wordOf(TASK_WORDS, entry.kind)}</td>
                <td>{questionOf(entry)}</td>
                <td className="number">{grouped(entry.case.payable ?? entry.case.refundable ?? '—')}</td>
                <td className={`left ${left.urgency}`} title={entry.due}>
                  {left.text}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
