/** One batch: what was found in its rows, whether its numbers agree, sending it, and what became of each student. */
import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { BATCH_STATE_WORDS } from '../words/dictionary.ts';
import { type Batch, batchQuery } from './batch.ts';
import { CheckedBatch } from './checked.tsx';
import { Opened } from './opened.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { BatchSteps } from './steps.tsx';
import { Sums } from './sums.tsx';

export function Component() {
  const { batchId = '' } = useParams();
  const found = useQuery(batchQuery(batchId));
  if (found.isPending) return <Loading what={`批次 ${batchId}`} />;
  if (found.isError && !found.data) {
    return <FailureNote what={`批次 ${batchId} 没有读到`} error={found.error} retry={() => found.refetch()} />;
  }
  return <ShownBatch batch={found.data} key={found.data.batchId} />;
}

function ShownBatch({ batch }: { batch: Batch }) {
  const { sendBatches } = useMay();
  const { batchId, state, sent, good, openedAt, openedBy, university } = batch;
  return (
    <article>
      <div className="page-head">
        <h1>批次 {batchId}</h1>
        <Tag className="state">{wordOf(BATCH_STATE_WORDS, state)}</Tag>
        <span>
          <Link to="/batches">{sendBatches ? '上传另一份名单' : '全部批次'}</Link>
        </span>
      </div>
      <p className="subject">
        院校 {university} · {openedBy} 于 {timeOf(openedAt)} 上传
      </p>
      {sendBatches && !batch.single && <BatchSteps at={stepOf(batch)} />}
      {sent && <Opened batch={batch} />}
      {!batch.single && <CheckedBatch batch={batch} />}
      {good > 0 && <Sums sums={batch.sums} />}
      {sendBatches && !sent && good > 0 && <Reconciliation batch={batch} />}
    </article>
  );
}

function stepOf({ state, good }: Batch): number {
  if (state === 'opened') return 5;
  if (state === 'opening') return 4;
  return good > 0 ? 2 : 1;
}
