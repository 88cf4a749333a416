/** Lists to choose from, with the words of a desk. */
import { useId } from 'react';

export function Choice(props: {
  id?: string;
  label?: string;
  options: readonly (readonly [string, string])[];
  value: string;
  onChange: (value: string) => void;
}) {
  const { id, label, options, value, onChange } = props;
  const isKnown = options.some(([code]) => code === value);
  return (
    <select
      {...(id !== undefined && { id })}
      {...(label !== undefined && { 'aria-label': label })}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {!isKnown && <option value={value}>{value === '' ? '请选择' : value}</option>}
      {options.map(([code, word]) => (
        <option key={code} value={code}>
          {word}
        </option>
      ))}
    </select>
  );
}

/** The same with its label before it. */
export function LabelledChoice({ label, ...choice }: Parameters<typeof Choice>[0] & { label: string }) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label}</label> <Choice {...choice} id={id} />
    </span>
  );
}

/** Any of a list. */
export function Several(props: {
  label: string;
  codes: readonly string[];
  chosen: readonly string[];
  say: (code: string) => string;
  onChange: (chosen: string[]) => void;
}) {
  const { label, codes, chosen, say, onChange } = props;
  const all = [...new Set([...codes, ...chosen.filter((code) => code !== '')])];
  return (
    <fieldset className="several">
      <legend>{label}</legend>
      {all.map((code) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={({ target }) =>
              onChange(all.filter((one) => (one === code ? target.checked : chosen.includes(one))))
            }
          />{' '}
          {say(code)}
        </label>
      ))}
    </fieldset>
  );
}
