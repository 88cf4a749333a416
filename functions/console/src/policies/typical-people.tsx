/** What the table in the making answers typical people, beside the table of the year before. */
import { plainSentence } from '../decision/plain-sentence.ts';
import { Wide } from '../shell/wide.tsx';
import { reviewWord } from '../words/figure-words.ts';
import type { Kept } from './text-work.ts';

type Person = Kept['people'][number];

export function TypicalPeople(props: {
  people: readonly Person[];
  coverageYear: string;
  /** Whether it stands beside the version in force, and not beside the year before. */
  isChange: boolean;
  hasLastYear: boolean;
}) {
  const { people, coverageYear, isChange, hasLastYear } = props;
  const other = isChange ? '现行的表' : `${Number(coverageYear) - 1} 年度`;
  const hasBefore = (isChange || hasLastYear) && people.some(({ before }) => before !== null);
  return (
    <section className="card" aria-label="典型人员">
      <h2>典型人员按这份表怎么办</h2>
      <p className="hint">
        没有核对的建议按采用计算，有错误的情形暂不计入。
        {hasBefore ? '' : `没有 ${Number(coverageYear) - 1} 年度的政策表可以对照。`}
      </p>
      <Wide name="典型人员逐一对照">
        <table className="list">
          <caption className="hidden">典型人员</caption>
          <thead>
            <tr>
              <th scope="col">人员</th>
              <th scope="col">{isChange ? '这份表' : `${coverageYear} 年度`}</th>
              {hasBefore && <th scope="col">{other}</th>}
            </tr>
          </thead>
          <tbody>
            {people.map(({ name, now, before }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{sayAnswer(now)}</td>
                {hasBefore && <td>{sayAnswer(before)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}

function sayAnswer(answer: Person['now']): string {
  if (answer === null) return '还答不出';
  const sentence = plainSentence({ ...answer });
  const open = answer.review.length === 0 ? '' : `由人决定：${[...new Set(answer.review.map(reviewWord))].join('、')}`;
  return [sentence ?? '', open].filter((part) => part !== '').join('；') || '还答不出';
}
