import { Button } from 'antd';
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';

export function FilterRow({ children, onClear, isSet }: { children: ReactNode; onClear: () => void; isSet: boolean }) {
  return (
    <search className="filter-row">
      {children}
      {isSet && <Button onClick={onClear}>清空筛选</Button>}
    </search>
  );
}

export function Choice(props: {
  label: string;
  value: string;
  words: Readonly<Record<string, string>>;
  /** Whether nothing may be chosen, which is the usual way. */
  none?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.none !== false && <option value="">全部</option>}
        {Object.entries(props.words).map(([code, word]) => (
          <option key={code} value={code}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

export function TextFilter(props: {
  label: string;
  value: string;
  hint: string;
  onChange: (value: string) => void;
  inputRef?: Ref<HTMLInputElement>;
}) {
  const { value, onChange } = props;
  // The address follows a moment after the typing: the field shows what is typed, and takes from the address only
  // what came from elsewhere.
  const [typed, setTyped] = useState(value);
  const sent = useRef(new Set<string>());
  useEffect(() => {
    if (!sent.current.delete(value)) setTyped(value);
  }, [value]);
  return (
    <label>
      {props.label}
      <input
        type="search"
        ref={props.inputRef}
        value={typed}
        placeholder={props.hint}
        onChange={(event) => {
          setTyped(event.target.value);
          sent.current.add(event.target.value);
          onChange(event.target.value);
        }}
      />
    </label>
  );
}

export function DayFilter<Name extends string>(props: {
  label: string;
  name: Name;
  filter: { value: (name: Name) => string; set: (name: Name, text: string) => void };
}) {
  const { label, name, filter } = props;
  return (
    <label>
      {label}
      <input type="date" value={filter.value(name)} onChange={(event) => filter.set(name, event.target.value)} />
    </label>
  );
}

/** What is seldom asked for: amounts, and what a page adds. Open where something of it is set. */
export function MoreFilters<Name extends string>(props: {
  filter: { value: (name: Name) => string; setAll: (changes: Record<string, string>) => void };
  names: readonly Name[];
  children?: ReactNode;
}) {
  const { filter, names, children } = props;
  const isUsed = names.some((name) => filter.value(name) !== '');
  const [opened, setOpened] = useState(isUsed);
  return (
    <details className="more-filters" open={opened || isUsed} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>更多筛选</summary>
      <div className="pair">
        {AMOUNTS.map(([name, label]) => {
          const at = names.find((one) => one === name);
          return at === undefined ? null : (
            <AmountFilter
              key={name}
              label={label}
              value={filter.value(at)}
              onChange={(text) => filter.setAll({ [name]: text })}
            />
          );
        })}
        {children}
      </div>
    </details>
  );
}

const AMOUNTS = [
  ['amountFrom', '金额（元）从'],
  ['amountTo', '到'],
] as const;

/** Asked for once it is an amount, and when the field is left. */
function AmountFilter({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const isAmount = typed === '' || /^\d{1,9}(?:\.\d{1,3})?$/.test(typed);
  return (
    <label>
      {label}
      <input
        type="text"
        inputMode="decimal"
        className="amount"
        value={typed}
        aria-invalid={!isAmount}
        onChange={(event) => setTyped(event.target.value.trim())}
        onBlur={() => isAmount && onChange(typed)}
        onKeyDown={({ key }) => key === 'Enter' && isAmount && onChange(typed)}
      />
    </label>
  );
}
