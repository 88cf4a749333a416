/** 未送达: what could not be made or delivered, why, what to do, and sending it again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { deadLettersQuery } from '../api/queries.ts';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { occasionWord } from '../words/file-words.ts';
import { type Message, MessageText } from './message-text.tsx';

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  missing_value: '请补齐：在“数据导入”导入带姓名和手机号的参保登记，再重新发送。',
  unreadable_person: '请告诉管理员：此人的密封信息打不开。',
  gateway_refused: '请核对手机号；号码有误的，导入更正后的登记再重新发送。',
};
const ASK_THE_GATEWAY = '请向短信平台核实后重新发送。';

const GOES_OUT: Readonly<Record<string, string>> = {
  within_a_minute: '已重新排队，一分钟内发出。',
  with_the_next_reminders: '已重新计划，随下一次提醒（次日 09:00）生成并发出。',
};

export function DeadLetters(props: { region: string; cursor: string; onNext: (cursor: string) => void }) {
  const { region, cursor, onNext } = props;
  const may = useMay();
  const queries = useQueryClient();
  const dead = useQuery(deadLettersQuery(region, cursor));
  const retry = useMutation({
    mutationFn: ({ id }: Message) => call('retryDeadLetter', { path: { id }, body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['dead-letters'] }),
  });
  return (
    <>
      {retry.isError && <FailureNote what={`${retry.variables.title} 没有重新发送`} error={retry.error} />}
      {retry.data && (
        <p role="status" className="settled">
          {retry.variables?.title}（{occasionWord(retry.variables?.occasion ?? '')}）：
          {wordOf(GOES_OUT, retry.data.goesOut)}
        </p>
      )}
      {dead.isPending && <Loading what="未送达的通知" />}
      {dead.isError && <FailureNote what="未送达的通知没有读到" error={dead.error} retry={() => dead.refetch()} />}
      {dead.data?.messages.length === 0 && <Nothing title="没有未送达的通知。" />}
      {dead.data && dead.data.messages.length > 0 && (
        <div className="table-box">
          <table className="list">
            <caption className="hidden">未送达的通知，早的在前</caption>
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">通知</th>
                <th scope="col">为什么没有送达</th>
                <th scope="col">怎么办</th>
                <th scope="col">案件</th>
                {may.decide && <th scope="col">办理</th>}
              </tr>
            </thead>
            <tbody>
              {dead.data.messages.map((message) => (
                <tr key={message.id}>
                  <th scope="row" className="code">
                    {timeOf(message.at)}
                  </th>
                  <td className="why">
                    <MessageText message={message} />
                    <small>{occasionWord(message.occasion)}</small>
                  </td>
                  <td>
                    {message.failure?.detail ?? '没有记录原因'}
                    {message.attempts > 0 && <small>已试 {message.attempts} 次</small>}
                  </td>
                  <td>{WHAT_TO_DO[message.failure?.reason ?? ''] ?? ASK_THE_GATEWAY}</td>
                  <td className="code">
                    {message.caseId ? <Link to={`/cases/${message.caseId}`}>{message.caseId}</Link> : '没有案件'}
                  </td>
                  {may.decide && (
                    <td>
                      <Button
                        size="small"
                        loading={retry.isPending && retry.variables.id === message.id}
                        aria-label={`重新发送 ${message.title} ${timeOf(message.at)}`}
                        onClick={() => retry.mutate(message)}
                      >
                        重新发送
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {dead.data?.cursor && (
        <Button className="next-page" onClick={() => onNext(dead.data.cursor ?? '')}>
          更多未送达
        </Button>
      )}
    </>
  );
}
