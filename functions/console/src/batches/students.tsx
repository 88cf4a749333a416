/** 办理结果: each student's state and reason as they are now, what goes back in all, and a file of it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, call } from '../api/client.ts';
import { StateTag } from '../cases/state-tag.tsx';
import { DownloadButton } from '../files/download-button.tsx';
import { useMay } from '../session/use-session.ts';
import { Choice } from '../shell/filter-row.tsx';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { Wide } from '../shell/wide.tsx';
import { wordOf } from '../words/case-words.ts';
import { STATE_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { addYuan } from './batch.ts';
import { CorrectAccount } from './correct-account.tsx';

type Student = Answer<'listBatchStudents'>['students'][number];

/** So many are in the page at once. */
const STEP = 200;
/** What the system is at is done within a moment. */
const SOON_MS = 2_000;
const NOT_OPENED = 'not_opened';
const stateOf = ({ state }: Student): string => state ?? NOT_OPENED;
const WORDS = { ...STATE_WORDS, [NOT_OPENED]: '未立案' };

export function Students({ batchId }: { batchId: string }) {
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(STEP);
  const [correcting, setCorrecting] = useState<Student | null>(null);
  const found = useInfiniteQuery({
    queryKey: ['batch-students', batchId],
    queryFn: ({ pageParam, signal }) =>
      call(
        'listBatchStudents',
        { path: { id: batchId }, query: pageParam === '' ? {} : { cursor: pageParam } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ students }) => students.some(({ state }) => state === 'assessing')) ? SOON_MS : false,
  });
  if (found.isPending) return <Loading what="办理结果" />;
  if (found.isError) return <FailureNote what="办理结果没有读到" error={found.error} retry={() => found.refetch()} />;
  const students = found.data.pages.flatMap((page) => page.students);
  const states = [...new Set(students.map(stateOf))];
  const listed = students.filter((student) => wanted === '' || stateOf(student) === wanted);
  const corrections = students.filter(({ correctable }) => correctable).length;
  return (
    <>
      <Totals students={students} complete={!found.hasNextPage} />
      {corrections > 0 && (
        <p className="problem">{corrections} 笔被银行退回，请更正收款账户；更正后由另一人复核，再次退库。</p>
      )}
      <div className="toolbar">
        <Choice
          label="状态"
          value={wanted}
          words={Object.fromEntries(states.map((state) => [state, wordOf(WORDS, state)]))}
          onChange={setWanted}
        />
        <DownloadButton
          text="下载办理结果"
          name={`办理结果-${batchId}.xlsx`}
          fetchFile={() => call('downloadBatchStudents', { path: { id: batchId } })}
        />
      </div>
      {listed.length === 0 ? (
        <Nothing title="没有这样的学生。" />
      ) : (
        <StudentTable students={listed.slice(0, shown)} onCorrect={setCorrecting} />
      )}
      {(listed.length > shown || found.hasNextPage) && (
        <Button
          className="next-page"
          loading={found.isFetchingNextPage}
          onClick={() => {
            if (found.hasNextPage) found.fetchNextPage();
            setShown(shown + STEP);
          }}
        >
          再显示 {STEP} 名
        </Button>
      )}
      {correcting?.caseId && (
        <CorrectAccount
          caseId={correcting.caseId}
          name={correcting.name ?? ''}
          reason={correcting.reason}
          onClose={() => setCorrecting(null)}
        />
      )}
    </>
  );
}

/** How many stand where, and how much went back. */
function Totals({ students, complete }: { students: readonly Student[]; complete: boolean }) {
  const counts = new Map<string, number>();
  for (const student of students) counts.set(stateOf(student), (counts.get(stateOf(student)) ?? 0) + 1);
  const sum = (of: 'amount' | 'paid') => grouped(addYuan(students.flatMap((student) => student[of] ?? [])));
  return (
    <p role="status">
      {`${complete ? '' : `前 ${students.length} 名：`}${[...counts]
        .map(([state, count]) => `${wordOf(WORDS, state)} ${count}`)
        .join('，')}；应退合计 ${sum('amount')} 元，已退 ${sum('paid')} 元。`}
    </p>
  );
}

function StudentTable(props: { students: readonly Student[]; onCorrect: (student: Student) => void }) {
  const { readCases } = useMay();
  return (
    <Wide name="每名学生的办理结果">
      <table className="list">
        <caption className="hidden">每名学生的办理结果</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              表中行号
            </th>
            <th scope="col">学号</th>
            <th scope="col">姓名</th>
            <th scope="col">状态</th>
            <th scope="col">原因</th>
            <th scope="col" className="number">
              应退（元）
            </th>
            <th scope="col" className="number">
              已退（元）
            </th>
            <th scope="col">受理编号</th>
          </tr>
        </thead>
        <tbody>
          {props.students.map((student) => {
            const { row, studentNumber, name, caseId, reason, amount, paid, correctable } = student;
            return (
              <tr key={row}>
                <td className="number">{row}</td>
                <th scope="row">{studentNumber ?? '—'}</th>
                <td>{name ?? '—'}</td>
                <td>{student.state ? <StateTag state={student.state} /> : WORDS[NOT_OPENED]}</td>
                <td>
                  {reason ?? ''}
                  {correctable && (
                    <Button size="small" type="primary" onClick={() => props.onCorrect(student)}>
                      更正账户
                    </Button>
                  )}
                </td>
                <td className="number">{grouped(amount ?? '—')}</td>
                <td className="number">{grouped(paid ?? '—')}</td>
                <td className="code">
                  {caseId !== null && readCases ? <Link to={`/cases/${caseId}`}>{caseId}</Link> : (caseId ?? '—')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}
