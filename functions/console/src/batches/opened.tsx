/** 立案结果: how far the opening of cases is, with or without this page; then what became of each student. */
import { Link } from 'react-router';
import { useMay } from '../session/use-session.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { ROW_OUTCOME_WORDS } from '../words/dictionary.ts';
import type { Batch } from './batch.ts';
import { Students } from './students.tsx';

export function Opened({ batch }: { batch: Batch }) {
  const { decide } = useMay();
  const { batchId, sent, state, done, good, counts } = batch;
  if (!sent) return null;
  return (
    <section className="card" aria-label="立案结果">
      <h2>立案结果</h2>
      <p>
        {sent.by} 于 {timeOf(sent.at)} 提交；
        {batch.single
          ? '单笔申请。'
          : `学籍 ${sent.roll} 人，${sent.difference === 0 ? '人数相符' : `差 ${sent.difference} 人：${sent.reason ?? ''}`}。`}
      </p>
      <p role="status">
        {state === 'opening'
          ? `正在立案：${done} / ${good}。可以关闭本页，系统会继续办理，回来可以从“批量退费”再看。`
          : `${good} 名学生已全部办理：${Object.entries(counts)
              .map(([outcome, count]) => `${wordOf(ROW_OUTCOME_WORDS, outcome)} ${count}`)
              .join('，')}。`}
        <progress aria-label="立案进度" max={good} value={done} />
      </p>
      {decide && (
        <p>
          <Link to={`/tasks?batch=${batchId}`}>办理本批的待办</Link>
        </p>
      )}
      {state === 'opened' && <Students batchId={batchId} />}
    </section>
  );
}
