/** A decision with all its reasons: figures, readings, what is open, and every rule with its clause. */
import { Tag } from 'antd';
import { Link } from 'react-router';
import { Wide } from '../shell/wide.tsx';
import { wordOf } from '../words/case-words.ts';
import { STANDING_WORDS, WARNING_WORDS } from '../words/dictionary.ts';
import { ruleWord } from '../words/rule-words.ts';
import type { Figure } from './figures.ts';
import type { Basis, ShownDecision } from './read-decision.ts';
import { Readings } from './readings.tsx';

export function DecisionCard({ decision, heading }: { decision: ShownDecision; heading: string }) {
  const { figures, warnings, review, basis, policy } = decision;
  return (
    <section className="card decision" aria-label={heading}>
      <h2>{heading}</h2>
      <Figures figures={figures} />
      {warnings.length > 0 && (
        <ul className="warnings">
          {warnings.map((warning) => (
            <li key={warning}>注意：{wordOf(WARNING_WORDS, warning)}</li>
          ))}
        </ul>
      )}
      {review.length > 0 && (
        <>
          <h3>要由人决定</h3>
          <ul className="reviews">
            {review.map(({ code, field, message }) => (
              <li key={`${code} ${field}`}>{message}</li>
            ))}
          </ul>
        </>
      )}
      <Readings decision={decision} />
      <BasisTable basis={basis} />
      {policy && (
        <p className="hint">
          依据政策表{' '}
          <Link to={`/policies/${policy.region}/${policy.coverageYear}`}>
            {policy.region} · {policy.coverageYear} 年度
          </Link>
          ，版本 {policy.version}
        </p>
      )}
    </section>
  );
}

export function Figures({ figures }: { figures: readonly Figure[] }) {
  const main = figures.filter((figure) => figure.main);
  const rest = figures.filter((figure) => !figure.main);
  return (
    <>
      <dl className="figures main">
        {main.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <dl className="figures">
        {rest.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function BasisTable({ basis }: { basis: readonly Basis[] }) {
  if (basis.length === 0) return null;
  return (
    <Wide name="依据，逐条">
      <table className="list basis">
        <caption className="hidden">依据，逐条</caption>
        <thead>
          <tr>
            <th scope="col">规则</th>
            <th scope="col">条款</th>
            <th scope="col">效力</th>
            <th scope="col">原文与文号</th>
          </tr>
        </thead>
        <tbody>
          {byClause(basis).map(({ rules, clause, document, quote, standing }) => (
            <tr key={`${clause} ${standing} ${quote}`}>
              <th scope="row">{rules.map(ruleWord).join('、')}</th>
              <td className="code">{clause}</td>
              <td>
                <Tag className={`standing ${standing}`}>{wordOf(STANDING_WORDS, standing)}</Tag>
              </td>
              <td>
                <q>{quote}</q>
                <small>{document}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

type Clause = Omit<Basis, 'rule'> & { rules: string[] };

/** Each sentence once, with the rules that it decides, in the order of the first of them. */
function byClause(basis: readonly Basis[]): Clause[] {
  const clauses = new Map<string, Clause>();
  for (const { rule, ...clause } of basis) {
    const key = `${clause.clause} ${clause.standing} ${clause.quote}`;
    const known = clauses.get(key) ?? { ...clause, rules: [] };
    if (!known.rules.includes(rule)) known.rules.push(rule);
    clauses.set(key, known);
  }
  return [...clauses.values()];
}
