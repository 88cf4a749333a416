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
