/** 已发出: what people were sent on a day, why, and by which channel; each can be read word for word. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { PAGE } from '../api/queries.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { CHANNEL_OF_MESSAGE_WORDS } from '../words/dictionary.ts';
import { occasionWord } from '../words/file-words.ts';
import type { DayPage } from './going-out.tsx';
import { MessageText } from './message-text.tsx';

export function Outbox({ region, day, cursor, onNext }: DayPage) {
  const may = useMay();
  const sent = useQuery({
    queryKey: ['outbox', region, day, cursor],
    queryFn: ({ signal }) => call('listOutbox', { query: { region, day, cursor, limit: PAGE } }, signal),
  });
  if (sent.isPending) return <Loading what="已发出的通知" />;
  if (sent.isError) return <FailureNote what="已发出的通知没有读到" error={sent.error} retry={() => sent.refetch()} />;
  const { messages, cursor: next } = sent.data;
  if (messages.length === 0) return <Nothing title={`${day} 没有发出通知。`} />;
  const letters = messages.filter(({ channel }) => channel === 'file').length;
  return (
    <>
      {may.decide && letters > 0 && (
        <div className="toolbar">
          <p>没有手机号的人收纸质信函，请打印后寄出。</p>
          <DownloadButton
            text="下载当天的信函"
            name={`信函-${region}-${day}.html`}
            fetchFile={() => call('printFile', { path: { region, day }, query: {} })}
          />
        </div>
      )}
      <div className="table-box">
        <table className="list">
          <caption className="hidden">{day} 发出的通知</caption>
          <thead>
            <tr>
              <th scope="col">发出时间</th>
              <th scope="col">通知</th>
              <th scope="col">为什么</th>
              <th scope="col">渠道</th>
              <th scope="col">案件</th>
            </tr>
          </thead>
          <tbody>
            {messages.map((message) => (
              <tr key={message.id}>
                <th scope="row" className="code">
                  {timeOf(message.sentAt ?? message.at)}
                </th>
                <td>
                  <MessageText message={message} />
                </td>
                <td className="why">{occasionWord(message.occasion)}</td>
                <td className="code">{wordOf(CHANNEL_OF_MESSAGE_WORDS, message.channel)}</td>
                <td className="code">
                  {message.caseId ? <Link to={`/cases/${message.caseId}`}>{message.caseId}</Link> : '没有案件'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next && (
        <Button className="next-page" onClick={() => onNext(next)}>
          更多通知
        </Button>
      )}
    </>
  );
}
