/** 今天要发: each with the last day that it is about. Whether it goes out is decided that morning, by the rules in force. */
import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { PAGE } from '../api/queries.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { wordOf } from '../words/case-words.ts';
import { REMINDER_WORDS } from '../words/dictionary.ts';
import { stepWord } from '../words/file-words.ts';

export interface DayPage {
  region: string;
  day: string;
  cursor: string;
  onNext: (cursor: string) => void;
}

export function GoingOut({ region, day, cursor, onNext }: DayPage) {
  const planned = useQuery({
    queryKey: ['reminders', region, day, cursor],
    queryFn: ({ signal }) => call('listReminders', { query: { region, day, cursor, limit: PAGE } }, signal),
  });
  if (planned.isPending) return <Loading what="要发的提醒" />;
  if (planned.isError)
    return <FailureNote what="要发的提醒没有读到" error={planned.error} retry={() => planned.refetch()} />;
  const { reminders, cursor: next } = planned.data;
  return (
    <>
      <p className="hint">
        每天 09:00 发出。发出前按当天有效的规定再核定一次：已缴费的不发，缴费记录还看不到的暂缓，不接收提醒的不发。
      </p>
      {reminders.length === 0 ? (
        <Nothing title={`${day} 没有要发的提醒。已经发出的在“已发出”。`} />
      ) : (
        <div className="table-box">
          <table className="list">
            <caption className="hidden">{day} 要发的提醒</caption>
            <thead>
              <tr>
                <th scope="col">姓名</th>
                <th scope="col">为什么提醒</th>
                <th scope="col">参保年度</th>
                <th scope="col">最后一天</th>
                <th scope="col">为什么是这一天</th>
                <th scope="col">状态</th>
                <th scope="col">案件</th>
              </tr>
            </thead>
            <tbody>
              {reminders.map((one, index) => (
                <tr key={`${one.caseId ?? index} ${one.occasion}`}>
                  <th scope="row">{one.name ?? '名册上没有姓名'}</th>
                  <td>{wordOf(REMINDER_WORDS, one.occasion)}</td>
                  <td>{one.coverageYear}</td>
                  <td className="code">{one.lastDay}</td>
                  <td>{stepWord(one.daysBefore)}</td>
                  <td>
                    <Tag className="state">{one.state === 'held' ? '暂缓' : '计划发出'}</Tag>
                    {one.said && <small>说已于 {one.said.paidOn} 缴费</small>}
                  </td>
                  <td className="code">
                    {one.caseId ? <Link to={`/cases/${one.caseId}`}>{one.caseId}</Link> : '没有案件'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next && (
        <Button className="next-page" onClick={() => onNext(next)}>
          更多提醒
        </Button>
      )}
    </>
  );
}
