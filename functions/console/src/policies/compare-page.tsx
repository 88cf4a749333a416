/** Two tables side by side: two regions, or the same on two days; only what differs. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { policiesQuery, policyQuery } from '../api/queries.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { Wide } from '../shell/wide.tsx';
import { wordOf } from '../words/case-words.ts';
import { STANDING_WORDS } from '../words/dictionary.ts';
import { type Policy, type PolicyValue, sectionsShown } from './policy-values.ts';

export function Component() {
  const filter = useAddressFilter(['left', 'leftOn', 'right', 'rightOn']);
  const listed = useQuery(policiesQuery);
  const own = Object.keys(useOwnRegions());
  const tables = (listed.data?.policies ?? []).map(({ region, coverageYear, name }) => ({
    key: `${region}/${coverageYear}`,
    text: `${name} ${coverageYear}`,
  }));
  const first = tables.find(({ key }) => own.includes(key.slice(0, 6))) ?? tables[0];
  const left = filter.value('left') || (first?.key ?? '');
  const right = filter.value('right') || (tables.find(({ key }) => key !== left)?.key ?? '');
  const choose = (side: 'left' | 'right') => (key: string) => filter.setAll({ [side]: key, [`${side}On`]: '' });
  return (
    <>
      <div className="page-head">
        <h1>对照政策</h1>
      </div>
      <search className="filter-row">
        <SideChoice label="左" tables={tables} table={left} onTable={choose('left')}>
          <VersionChoice
            side="左"
            table={left}
            day={filter.value('leftOn')}
            onDay={(day) => filter.set('leftOn', day)}
          />
        </SideChoice>
        <SideChoice label="右" tables={tables} table={right} onTable={choose('right')}>
          <VersionChoice
            side="右"
            table={right}
            day={filter.value('rightOn')}
            onDay={(day) => filter.set('rightOn', day)}
          />
        </SideChoice>
      </search>
      {listed.isPending && <Loading what="政策表" />}
      {listed.isError && <FailureNote what="政策表没有读到" error={listed.error} retry={() => listed.refetch()} />}
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

function SideChoice(props: {
  label: string;
  tables: readonly { key: string; text: string }[];
  table: string;
  onTable: (key: string) => void;
  children: ReactNode;
}) {
  return (
    <span className="pair">
      <label>
        {props.label}
        <select value={props.table} onChange={(event) => props.onTable(event.target.value)}>
          {props.tables.map(({ key, text }) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {props.children}
    </span>
  );
}

/** The versions of a table, where it has several; the one in force today if none is chosen. */
function VersionChoice(props: { side: string; table: string; day: string; onDay: (day: string) => void }) {
  const [region = '', year = ''] = props.table.split('/');
  const { data } = useQuery({ ...policyQuery(region, year), enabled: region !== '' });
  if (!data || data.versions.length < 2) return null;
  return (
    <label>
      版本
      <select
        aria-label={`${props.side}边的版本`}
        value={props.day}
        onChange={(event) => props.onDay(event.target.value)}
      >
        <option value="">今天施行的</option>
        {data.versions.map(({ version, inForceFrom, why }) => (
          <option key={version} value={inForceFrom}>
            {inForceFrom} 起{why && `：${why}`}
          </option>
        ))}
      </select>
    </label>
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
  if (error) return <FailureNote what="政策表没有读到" error={error} />;
  if (!left.data || !right.data) return <Loading what="两份政策表" />;
  const rows = differencesOf(left.data, right.data);
  if (rows.length === 0) return <Nothing title="两份完全相同。" />;
  return (
    <Wide name="不同之处">
      <table className="list compared">
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
    </Wide>
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
    new Map(sectionsShown(policy).flatMap(({ values }) => values.map((value) => [value.path, value] as const)));
  const [ours, theirs] = [valuesOf(left), valuesOf(right)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((path) => {
    const [one, other] = [ours.get(path), theirs.get(path)];
    if (one?.value === other?.value && one?.standing === other?.standing) return [];
    return [{ path, name: one?.name ?? other?.name ?? path, left: one, right: other }];
  });
}
