/** 收到: what colleagues handed over to me, and asked me. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { type Answer, call } from '../api/client.ts';
import { inboxQuery } from '../api/queries.ts';
import { StateTag } from '../cases/state-tag.tsx';
import { useRememberedList } from '../shell/last-list.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS } from '../words/dictionary.ts';

type Came = Answer<'listInbox'>['came'][number];

export function Component() {
  useRememberedList('收到');
  const found = useQuery(inboxQuery);
  const queries = useQueryClient();
  const { mutate: see } = useMutation({
    mutationFn: (through: string) => call('seeInbox', { body: { through } }),
    // What is marked as new stays so until the page is left.
    onSuccess: () => queries.invalidateQueries({ queryKey: ['inbox'], refetchType: 'none' }),
  });
  const newest = found.data?.came.find(({ unseen }) => unseen)?.at;
  useEffect(() => {
    if (newest !== undefined) see(newest);
  }, [newest, see]);
  const came = found.data?.came ?? [];
  return (
    <>
      <div className="page-head">
        <h1>收到</h1>
        <span role="status">{found.data && `${came.length} 条`}</span>
      </div>
      {found.isPending && <Loading what="收到的" />}
      {found.isError && <FailureNote what="收到的没有读到" error={found.error} retry={() => found.refetch()} />}
      {found.data && came.length === 0 && <Nothing title="还没有收到同事转交的待办，也没有人请您看案件。" />}
      {came.length > 0 && (
        <div className="table-box">
          <table className="list">
            <caption className="hidden">同事转交和请看的案件，新的在前</caption>
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">同事</th>
                <th scope="col">说明</th>
                <th scope="col">案件</th>
                <th scope="col">姓名</th>
                <th scope="col">状态</th>
              </tr>
            </thead>
            <tbody>
              {came.map((one) => (
                <Row key={`${one.at} ${one.case.caseId}`} came={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Row({ came }: { came: Came }) {
  const { at, byName, note, event, unseen, yours, case: found } = came;
  const said = event === 'note_written' ? '请您看' : yours ? '转交给您，由您在办' : '曾转交给您';
  return (
    <tr>
      <td className="code">
        {timeOf(at)} {unseen && <strong>新</strong>}
      </td>
      <td className="whole">{byName}</td>
      <td>
        {note}
        <small>{said}</small>
      </td>
      <td>
        <Link to={`/cases/${found.caseId}`}>{found.caseId}</Link>
        <small>{wordOf(KIND_WORDS, found.kind)}</small>
      </td>
      <td className="whole">{found.person.name}</td>
      <td>
        <StateTag state={found.state} />
      </td>
    </tr>
  );
}
