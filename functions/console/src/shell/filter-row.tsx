import { Button } from 'antd';
import type { ReactNode, Ref } from 'react';

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
  onChange: (value: string) => void;
}) {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        <option value="">全部</option>
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
  return (
    <label>
      {props.label}
      <input
        type="search"
        ref={props.inputRef}
        value={props.value}
        placeholder={props.hint}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
