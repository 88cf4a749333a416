import { Link } from 'react-router';
import { wordOf } from '../words/case-words.ts';
import { PAYOUT_WORDS, ROW_OUTCOME_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';

export interface ReportedRow {
  row: number;
  outcome: string;
  fileId?: string;
  caseId?: string;
  /** What the row did to cases of the person. */
  confirmed?: string;
  decidedAgain?: string[];
  ended?: string[];
  toSee?: string[];
  /** What a row of the treasury says, and of how much. */
  result?: string;
  amount?: string;
  issues?: { column: string; found: string; message: string; expected: string }[];
}

/** Rows by their number in the sheet; a row with several faults has a line for each. */
export function RowTable(props: {
  caption: string;
  rows: readonly ReportedRow[];
  /** Rows of the whole file before those of one of its parts. */
  rowsBefore?: ((fileId: string) => number) | undefined;
  linksCases?: boolean | undefined;
}) {
  const { caption, rows, rowsBefore = () => 0, linksCases = false } = props;
  const hasCases = rows.some(({ caseId }) => caseId !== undefined);
  const hasIssues = rows.some(({ issues = [] }) => issues.length > 0);
  return (
    <div className="table-box">
      <table className="list">
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              表中行号
            </th>
            <th scope="col">结果</th>
            {hasCases && <th scope="col">受理编号</th>}
            {hasIssues && (
              <>
                <th scope="col">列</th>
                <th scope="col">填写的内容</th>
                <th scope="col">问题</th>
                <th scope="col">应该怎样填</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ row, outcome, fileId = '', caseId, result, amount, issues = [], ...effects }) =>
            (issues.length > 0 ? issues : [null]).map((issue, index) => (
              <tr key={`${fileId} ${row} ${issue?.column} ${issue?.message}`} className={outcome}>
                <th scope="row" className="number">
                  {index === 0 && row + rowsBefore(fileId)}
                </th>
                <td>
                  {index === 0 && wordOf(ROW_OUTCOME_WORDS, outcome)}
                  {index === 0 && result && `：${wordOf(PAYOUT_WORDS, result)} ${grouped(amount ?? '')} 元`}
                  {index === 0 && <Effects {...effects} />}
                </td>
                {hasCases && (
                  <td className="code">{caseId && index === 0 ? <Case id={caseId} links={linksCases} /> : ''}</td>
                )}
                {hasIssues && (
                  <>
                    <td>{issue?.column}</td>
                    <td className="found">{issue?.found === '' ? '—' : issue?.found}</td>
                    <td>{issue?.message}</td>
                    <td>{issue?.expected}</td>
                  </>
                )}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

type Did = Pick<ReportedRow, 'confirmed' | 'decidedAgain' | 'ended' | 'toSee'>;

function Effects({ confirmed, decidedAgain = [], ended = [], toSee = [] }: Did) {
  const said = [
    { what: '确认了缴费', cases: confirmed === undefined ? [] : [confirmed] },
    { what: '重新核定', cases: decidedAgain },
    { what: '已终止', cases: ended },
    { what: '请人工处理', cases: toSee },
  ].filter(({ cases }) => cases.length > 0);
  return said.map(({ what, cases }) => (
    <small key={what}>
      {what}：
      {cases.map((id) => (
        <Case key={id} id={id} links />
      ))}
    </small>
  ));
}

const Case = ({ id, links }: { id: string; links: boolean }) => (links ? <Link to={`/cases/${id}`}>{id}</Link> : id);
