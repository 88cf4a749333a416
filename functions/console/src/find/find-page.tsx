/** 查找结果: what was found in one's own regions, and by what. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate } from 'react-router';
import type { Answer } from '../api/client.ts';
import { findQuery } from '../api/queries.ts';
import { CaseTable } from '../cases/case-table.tsx';
import { PaymentList } from '../cases/others-of-person.tsx';
import { StateTag } from '../cases/state-tag.tsx';
import { useMay } from '../session/use-session.ts';
import { useRememberedList } from '../shell/last-list.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { useRowCursor } from '../shell/row-cursor.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { grouped } from '../words/yuan.ts';
import { useLookedFor } from './looked-for.ts';

const BY_WORDS = {
  case: '受理编号',
  id_number: '证件号码',
  name: '姓名',
  phone: '手机号码',
  birthday: '出生日期',
  voucher: '缴费凭证号',
  student_number: '学号',
} as const;

const LOOK_FOR = '请在上方输入受理编号、姓名、手机号码、证件号码、学号或缴费凭证号。';
const LOOK_FOR_STUDENT = '请在上方输入学号、受理编号或学生的证件号码。';

export function Component() {
  useRememberedList('查找结果');
  const { text, count } = useLookedFor();
  const found = useQuery(findQuery(text, count));
  const cases = found.data?.cases ?? [];
  const cursor = useRowCursor(cases.length);
  useEffect(() => {
    if (count > 0) document.querySelector<HTMLElement>('#main')?.focus();
  }, [count]);
  const { readCases } = useMay();
  const [only] = cases;
  if (found.data?.by === 'case' && only && readCases) return <Navigate to={`/cases/${only.caseId}`} replace />;
  return (
    <>
      <div className="page-head">
        <h1>查找结果</h1>
        {found.data && (
          <span role="status">
            按{wordOf(BY_WORDS, found.data.by)}找到 {cases.length} 件案件
            {found.data.more && '，还有更多，请用身份证号码或出生日期加姓氏缩小范围'}
            {found.data.payments.length > 0 && `，${found.data.payments.length} 笔缴费`}
          </span>
        )}
      </div>
      {text === '' && <Nothing title={readCases ? LOOK_FOR : LOOK_FOR_STUDENT} />}
      {text !== '' && found.isPending && <Loading what="查找结果" />}
      {found.isError && <FailureNote what="没有查找" error={found.error} retry={() => found.refetch()} />}
      {found.data && cases.length === 0 && found.data.payments.length === 0 && (
        <Nothing
          title={`${readCases ? '您负责的统筹区内' : '本校申请的退费中'}，按${wordOf(BY_WORDS, found.data.by)}没有找到。`}
        />
      )}
      {cases.length > 0 && readCases && (
        <CaseTable cases={cases} cursor={cursor} caption="找到的案件，新的在前" withPersons />
      )}
      {cases.length > 0 && !readCases && <FoundStudents cases={cases} />}
      {found.data && found.data.payments.length > 0 && (
        <section className="card" aria-label="找到的缴费">
          <h2>缴费</h2>
          <PaymentList payments={found.data.payments} />
        </section>
      )}
    </>
  );
}

/** A university sees how far its students' refunds are, and opens none of them. */
function FoundStudents({ cases }: { cases: Answer<'find'>['cases'] }) {
  return (
    <div className="table-box">
      <table className="list">
        <caption className="hidden">找到的退费，新的在前</caption>
        <thead>
          <tr>
            {['受理编号', '姓名', '证件号码', '状态', '金额（元）', '受理时间'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cases.map(({ caseId, person, state, refundable, openedAt }) => (
            <tr key={caseId}>
              <td className="code">{caseId}</td>
              <td className="whole">{person.name}</td>
              <td className="code">{person.idNumber}</td>
              <td>
                <StateTag state={state} />
              </td>
              <td>{grouped(refundable ?? '—')}</td>
              <td className="code">{timeOf(openedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
