/** One approval for several tasks: exactly those that were shown, what each confirms said once, a result each. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { describeError } from '../api/errors.ts';
import { sayValue } from '../words/value-words.ts';
import { grouped } from '../words/yuan.ts';
import { OpinionField } from './opinion-field.tsx';
import { approvalOf, obstacleOf, type TaskEntry } from './task.ts';

type Result = { ok: true } | { ok: false; detail: string };

export function BulkApproval({ tasks, onClose }: { tasks: readonly TaskEntry[]; onClose: () => void }) {
  const [opinion, setOpinion] = useState('');
  const [seen, setSeen] = useState(false);
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [running, setRunning] = useState(false);
  const queries = useQueryClient();
  const possible = tasks.filter((task) => obstacleOf(task) === null);
  const questions = questionsOf(possible);
  const done = results.size > 0 && !running;

  async function decide() {
    setRunning(true);
    for (const task of possible) {
      const result = await approve(task, opinion);
      setResults((before) => new Map(before).set(task.taskId, result));
    }
    setRunning(false);
    await queries.invalidateQueries({ queryKey: ['tasks'] });
  }

  return (
    <Modal
      open
      width={760}
      title={`批量同意 ${possible.length} 件`}
      onCancel={onClose}
      closable={!running}
      mask={{ closable: false }}
      footer={
        done ? (
          <Button type="primary" onClick={onClose}>
            关闭
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={running}>
              取消
            </Button>
            <Button
              type="primary"
              loading={running}
              disabled={possible.length === 0 || (questions.length > 0 && !seen)}
              onClick={decide}
            >
              同意这 {possible.length} 件
            </Button>
          </>
        )
      }
    >
      {questions.length > 0 && (
        <section>
          <h2>同意即确认</h2>
          <ul className="questions">
            {questions.map(({ text, source, count }) => (
              <li key={text + source}>
                <strong>{text}</strong>（{count} 件）
                {source !== '' && <small>{source}</small>}
              </li>
            ))}
          </ul>
          <label>
            <input type="checkbox" checked={seen} disabled={done} onChange={(event) => setSeen(event.target.checked)} />{' '}
            以上规定和事项已经核对
          </label>
        </section>
      )}
      {!done && <OpinionField value={opinion} onChange={setOpinion} required={false} />}
      <table className="list">
        <caption>所选待办</caption>
        <thead>
          <tr>
            <th scope="col">受理编号</th>
            <th scope="col">姓名</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody aria-live="polite">
          {tasks.map((task) => (
            <tr key={task.taskId}>
              <th scope="row">{task.case.caseId}</th>
              <td>{task.case.person.name}</td>
              <td className="number">{grouped(task.case.payable ?? task.case.refundable ?? '—')}</td>
              <td>{resultText(task, results.get(task.taskId))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td>{possible.length} 件</td>
            <td className="number">{grouped(totalOf(possible))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </Modal>
  );
}

/** Exact to the cent. */
function totalOf(tasks: readonly TaskEntry[]): string {
  const cents = tasks.reduce((sum, task) => {
    const [whole = '0', part = '00'] = (task.case.payable ?? task.case.refundable ?? '0.00').split('.');
    return sum + Number(whole) * 100 + Number(part);
  }, 0);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

function resultText(task: TaskEntry, result: Result | undefined): string {
  const obstacle = obstacleOf(task);
  if (obstacle !== null) return `不在其中：${obstacle}`;
  if (!result) return '将同意';
  return result.ok ? '已同意' : result.detail;
}

async function approve(task: TaskEntry, opinion: string): Promise<Result> {
  try {
    await call('decideTask', { path: { id: task.taskId }, body: approvalOf(task, opinion) });
    return { ok: true };
  } catch (error) {
    return { ok: false, detail: describeError(error).detail };
  }
}

/** What is asked by the tasks together, each thing once. */
function questionsOf(tasks: readonly TaskEntry[]): { text: string; source: string; count: number }[] {
  const found = new Map<string, { text: string; source: string; count: number }>();
  const add = (text: string, source: string) => {
    const entry = found.get(text + source) ?? { text, source, count: 0 };
    found.set(text + source, { ...entry, count: entry.count + 1 });
  };
  for (const task of tasks) {
    for (const { label, value, document, quote } of task.confirmations) {
      add(`${label}:${sayValue(value)}`, `${document} “${quote}”`);
    }
    for (const { message } of task.reviews) add(message, '');
  }
  return [...found.values()];
}
