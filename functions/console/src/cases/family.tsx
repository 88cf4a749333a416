/** 家庭: whom a newborn's case names, whether that person is insured, the other children, and the person's own cases. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Answer } from '../api/client.ts';
import { familyQuery } from '../api/queries.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, STATE_WORDS } from '../words/dictionary.ts';

type FamilyView = Answer<'showFamily'>;

export function Family({ caseId }: { caseId: string }) {
  const family = useQuery(familyQuery(caseId));
  if (family.isPending) return <Loading what="家庭" />;
  if (family.isError) return <FailureNote what="家庭没有读到" error={family.error} retry={() => family.refetch()} />;
  const { parent, changed, children, more, cases } = family.data;
  if (parent === null) return null;
  return (
    <section className="card" aria-label="家庭">
      <h2>家庭</h2>
      <p>
        家长（监护人）：
        <strong>
          {parent.name}（{parent.idNumber}）
        </strong>
        {parent.phone && ` ${parent.phone}`}
        {changed && <small className="hint">受理以后更换过监护人</small>}
      </p>
      <Insured family={family.data} />
      <h3>其他孩子</h3>
      {children.length === 0 && <p className="hint">所辖统筹区没有这位家长的其他孩子的案件。</p>}
      <ul className="others">
        {children.map((child) => (
          <li key={child.caseId}>
            <Link to={`/cases/${child.caseId}`}>{child.caseId}</Link>
            {child.sameBirth && (
              <small>
                <strong>同日出生：双胞胎，或同一个孩子的另一份出生医学证明</strong>
              </small>
            )}
            <small>
              {child.person.name}，{child.bornOn} 出生，{wordOf(STATE_WORDS, child.state)}
            </small>
          </li>
        ))}
      </ul>
      {more && <p className="hint">还有更多，请按家长的姓名查找。</p>}
      <h3>家长本人的案件</h3>
      {cases.length === 0 && <p className="hint">所辖统筹区没有家长本人的案件。</p>}
      <ul className="others">
        {cases.map((one) => (
          <li key={one.caseId}>
            <Link to={`/cases/${one.caseId}`}>{one.caseId}</Link>
            <small>
              {wordOf(KIND_WORDS, one.kind)}，{one.coverageYear} 年度，{wordOf(STATE_WORDS, one.state)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** No record here proves nothing: a parent may be insured as an employee. */
function Insured({ family: { years, insured } }: { family: FamilyView }) {
  const regions = useRegionWords();
  return (
    <ul className="others">
      {years.map((year) => {
        const found = insured.filter(({ coverageYear }) => coverageYear === year);
        return (
          <li key={year}>
            {year} 年度居民医保：
            {found.length === 0
              ? '这里没有家长的参保或缴费记录（可能参加职工医保，或在别处参保）'
              : found.map(({ region, how }) => `${wordOf(regions, region)}${SAYS[how ?? 'either']}`).join('；')}
          </li>
        );
      })}
    </ul>
  );
}

const SAYS = { enrolled: '已参保', paid: '已缴费', either: '已参保或缴费' };
