/** Two tables side by side: two regions, or the same on two days; only what differs. */
import { useQuery } from '@tanstack/react-query';
import { policiesQuery, policyQuery } from '../api/queries.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Failure, Loading, Nothing } from '../shell/notes.tsx';
import { STANDING_WORDS, wordOf } from '../words/case-words.ts';
import { type Policy, type PolicyValue, sectionsOf } from './policy-values.ts';

export function Component() {
  const filter = useAddressFilter(['left', 'leftOn', 'right', 'rightOn']);
  const listed = useQuery(policiesQuery);
  const tables = (listed.data?.policies ?? []).map(({ region, coverageYear, name }) => ({
    key: `${region}/${coverageYear}`,
    text: `${name} ${coverageYear}`,
  }));
  const left = filter.value('left') || (tables[0]?.key ?? '');
  const right = filter.value('right') || (tables[1]?.key ?? '');
  return (
    <>
      <div className="page-head">
        <h1>对照政策</h1>
      </div>
      <search className="filter-row">
        {[
          { label: '左', table: 'left', day: 'leftOn', value: left },
          { label: '右', table: 'right', day: 'rightOn', value: right },
        ].map(({ label, table, day, value }) => (
          <span key={table} className="pair">
            <label>
              {label}
              <select
                value={value}
                onChange={(event) => filter.set(table === 'left' ? 'left' : 'right', event.target.value)}
              >
                {tables.map(({ key, text }) => (
                  <option key={key} value={key}>
                    {text}
                  </option>
                ))}
              </select>
            </label>
            <label>
              按
              <input
                type="date"
                value={filter.value(day === 'leftOn' ? 'leftOn' : 'rightOn')}
                onChange={(event) => filter.set(day === 'leftOn' ? 'leftOn' : 'rightOn', event.target.value)}
              />
              的版本
            </label>
          </span>
        ))}
      </search>
      {listed.isPending && <Loading what="政策表" />}
      {left !== '' && right !== '' && (
        <Comparison
          left={left}
          right={right}
          leftOn={filter.value('leftOn')}
          rightOn={filter.value('rightOn')}
          nameOf={(key) => tables.find((table) => table.key === key)?.text ?? key}
        />
      )}
    </>
  );
}

function Comparison(props: {
  left: string;
  right: string;
  leftOn: string;
  rightOn: string;
  nameOf: (key: string) => string;
}) {
  const [leftRegion = '', leftYear = ''] = props.left.split('/');
  const [rightRegion = '', rightYear = ''] = props.right.split('/');
  const left = useQuery(policyQuery(leftRegion, leftYear, props.leftOn || undefined));
  const right = useQuery(policyQuery(rightRegion, rightYear, props.rightOn || undefined));
  const error = left.error ?? right.error;
  if (error) return <Failure what="政策表没有读到" error={error} />;
  if (!left.data || !right.data) return <Loading what="两份政策表" />;
  const rows = differencesOf(left.data, right.data);
  if (rows.length === 0) return <Nothing title="两份完全相同。" />;
  return (
    <div className="table-box">
      <table className="list">
        <caption>{rows.length} 项不同</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">{props.nameOf(props.left)}</th>
            <th scope="col">{props.nameOf(props.right)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ path, name, left: one, right: other }) => (
            <tr key={path}>
              <th scope="row">{name}</th>
              <Side value={one} />
              <Side value={other} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Side({ value }: { value: PolicyValue | undefined }) {
  if (!value) return <td>没有这一项</td>;
  return (
    <td>
      {value.value} <span className="hint">{wordOf(STANDING_WORDS, value.standing)}</span>
      {value.quote !== '' && (
        <small>
          <q>{value.quote}</q> {value.document}
        </small>
      )}
    </td>
  );
}

interface Difference {
  path: string;
  name: string;
  left: PolicyValue | undefined;
  right: PolicyValue | undefined;
}

function differencesOf(left: Policy, right: Policy): Difference[] {
  const valuesOf = (policy: Policy) =>
    new Map(sectionsOf(policy).flatMap(({ values }) => values.map((value) => [value.path, value] as const)));
  const [ours, theirs] = [valuesOf(left), valuesOf(right)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((path) => {
    const [one, other] = [ours.get(path), theirs.get(path)];
    if (one?.value === other?.value && one?.standing === other?.standing) return [];
    return [{ path, name: one?.name ?? other?.name ?? path, left: one, right: other }];
  });
}
