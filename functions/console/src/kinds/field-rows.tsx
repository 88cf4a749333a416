/** The inputs of a form: native ones, each with its label, hint and problem tied to it for a screen reader. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { Issue } from '../api/errors.ts';
import { YES_NO_WORDS } from '../words/dictionary.ts';
import { DocumentRow } from './document-row.tsx';
import { countOf, type Field, type TypedFields, withoutEntry } from './form-fields.ts';

interface Rows {
  fields: readonly Field[];
  typed: TypedFields;
  onChange: (typed: TypedFields) => void;
  issues: readonly Issue[];
  prefix?: string;
}

export function FieldRows(rows: Rows) {
  const { fields, typed, issues, prefix = '' } = rows;
  const rare = fields.filter((field) => field.rare);
  const needed = rare.some(({ name }) => isTouched(prefix + name, typed, issues));
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Inputs {...rows} fields={fields.filter((field) => !field.rare)} />
      {rare.length > 0 && (
        <details className="rare" open={opened || needed} onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary>其他情况：{rare.map(({ label }) => label).join('、')}</summary>
          <div className="fields">
            <Inputs {...rows} fields={rare} />
          </div>
        </details>
      )}
    </>
  );
}

/** Something was typed there, or is wrong there. */
const isTouched = (path: string, typed: TypedFields, issues: readonly Issue[]): boolean =>
  Object.entries(typed).some(
    ([key, text]) => (key === path || key.startsWith(`${path}.`)) && text !== '' && text !== '0',
  ) || issues.some((issue) => `.${issue.path}.`.includes(`.${path.split('.').at(-1)}.`));

function Inputs({ fields, typed, onChange, issues, prefix = '' }: Rows) {
  return fields.map((field) => {
    const path = prefix + field.name;
    const rows = { typed, onChange, issues };
    if (field.type === 'group') {
      return (
        <fieldset key={path} className="fields">
          <legend>{field.label}</legend>
          {field.hint && <p className="hint">{field.hint}</p>}
          <FieldRows {...rows} fields={field.fields} prefix={`${path}.`} />
        </fieldset>
      );
    }
    if (field.type === 'list') return <ListRows key={path} field={field} path={path} {...rows} />;
    const row = {
      value: typed[path] ?? '',
      problem: problemAt(issues, path),
      onChange: (value: string) => onChange({ ...typed, [path]: value }),
    };
    return field.type === 'document' ? (
      <DocumentRow key={path} field={field} {...row} />
    ) : (
      <InputRow key={path} field={field} {...row} />
    );
  });
}

function ListRows(props: {
  field: Extract<Field, { type: 'list' }>;
  path: string;
  typed: TypedFields;
  onChange: (typed: TypedFields) => void;
  issues: readonly Issue[];
}) {
  const { field, path, typed, onChange, issues } = props;
  const count = countOf(typed, path, field.atLeast);
  const problem = problemAt(issues, path);
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.hint && <p className="hint">{field.hint}</p>}
      {Array.from({ length: count }, (_none, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the list
        <fieldset key={index} className="entry fields">
          <legend>
            {field.item} {index + 1}
          </legend>
          <FieldRows
            fields={field.fields}
            typed={typed}
            onChange={onChange}
            issues={issues}
            prefix={`${path}.${index}.`}
          />
          {count > (field.atLeast ?? 0) && (
            <Button size="small" onClick={() => onChange(withoutEntry(typed, path, index))}>
              删去{field.item} {index + 1}
            </Button>
          )}
        </fieldset>
      ))}
      <Button size="small" onClick={() => onChange({ ...typed, [`${path}.#`]: String(count + 1) })}>
        添加{field.item}
      </Button>
      {problem && <p className="problem">{problem}</p>}
    </fieldset>
  );
}

function InputRow(props: {
  field: Exclude<Field, { type: 'group' | 'list' | 'document' }>;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}) {
  const { field, value, problem, onChange } = props;
  const id = useId();
  const described = [field.hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const common = {
    id,
    value,
    required: field.required === true,
    'aria-invalid': problem !== undefined,
    'aria-describedby': described === '' ? undefined : described,
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label}
        {field.required && <span className="required"> 必填</span>}
      </label>
      {field.type === 'choice' || field.type === 'flag' ? (
        <select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="">未填</option>
          {Object.entries(field.type === 'choice' ? field.words : YES_NO_WORDS).map(([code, word]) => (
            <option key={code} value={code}>
              {word}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type={field.type === 'date' ? 'date' : 'text'}
          inputMode={field.type === 'money' ? 'decimal' : field.type === 'number' ? 'numeric' : undefined}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {field.hint && <small id={`${id}-hint`}>{field.hint}</small>}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** An issue belongs to a field if either path ends in the other: a dry run has no `facts.` before it. */
function problemAt(issues: readonly Issue[], path: string): string | undefined {
  const here = `.${path.replace(/\.#$/, '')}`;
  return issues.find(
    (issue) => issue.path !== '' && (here.endsWith(`.${issue.path}`) || `.${issue.path}`.endsWith(here)),
  )?.message;
}
