import type { ReactNode } from 'react';
import { useRegionWords } from '../shell/region-words.ts';
import { wordOf } from '../words/case-words.ts';
import { factName, factValue } from '../words/fact-words.ts';

/** 申请信息: what was applied with, whatever the kind. */
export function FactList({ facts, children }: { facts: object; children?: ReactNode }) {
  const regions = useRegionWords();
  const text = (name: string, value: unknown) =>
    name === 'region' ? wordOf(regions, String(value)) : factValue(name, value);
  return (
    <section className="card" aria-label="申请信息">
      <h2>申请信息</h2>
      <dl className="facts">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt>{factName(name)}</dt>
            <dd>{isList(value) ? <Entries entries={value} /> : text(name, value)}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}

const isList = (value: unknown): value is object[] =>
  Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null);

function Entries({ entries }: { entries: readonly object[] }) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={JSON.stringify(entry)}>{factValue('', entry)}</li>
      ))}
    </ul>
  );
}
