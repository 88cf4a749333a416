/** Cases as rows, the same wherever cases are listed. */
import { Link, useNavigate } from 'react-router';
import type { Answer } from '../api/client.ts';
import type { useRowCursor } from '../shell/row-cursor.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { StateTag } from './state-tag.tsx';

interface Listed {
  cases: Answer<'listCases'>['cases'];
  cursor: ReturnType<typeof useRowCursor>;
  caption: string;
}

export function CaseTable({ cases, cursor, caption }: Listed) {
  const navigate = useNavigate();
  useShortcuts({
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    Enter: () => cases[cursor.row] && navigate(`/cases/${cases[cursor.row]?.caseId}`),
  });
  return (
    <div className="table-box">
      <table className="list">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">受理编号</th>
            <th scope="col">姓名</th>
            <th scope="col">证件号码</th>
            <th scope="col">事项</th>
            <th scope="col">状态</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">期限</th>
            <th scope="col">受理时间</th>
            <th scope="col">经办人</th>
          </tr>
        </thead>
        <tbody ref={cursor.body}>
          {cases.map((entry, index) => (
            <tr
              key={entry.caseId}
              className={index === cursor.row ? 'current' : undefined}
              onFocus={() => cursor.setRow(index)}
            >
              <th scope="row">
                <Link to={`/cases/${entry.caseId}`}>{entry.caseId}</Link>
              </th>
              <td>{entry.person.name}</td>
              <td className="code">{entry.person.idNumber}</td>
              <td>{wordOf(KIND_WORDS, entry.kind)}</td>
              <td>
                <StateTag state={entry.state} />
              </td>
              <td className="number">{grouped(entry.payable ?? entry.refundable ?? '—')}</td>
              <td className="code">{entry.due ?? '—'}</td>
              <td className="code">{timeOf(entry.openedAt)}</td>
              <td>{entry.handledByNames.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
