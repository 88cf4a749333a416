/**
 * The number of an identity document with its kind beside it. The kind is an id card's unless somebody chooses another,
 * and stands outside the order of Tab: the arrows choose it from within the number.
 */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { IDENTITY_DOCUMENT_WORDS, NATIONALITY_WORDS } from '../words/dictionary.ts';
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  isLikePassport,
  kindOfTyped,
  passportParts,
  passportText,
} from './document-number.ts';

const HINTS: Readonly<Record<Exclude<DocumentKind, 'id_card'>, string>> = {
  hmt_residence_permit: '18 位，以 81、82 或 83 开头',
  permanent_residence: '18 位，以 9 开头；旧版 15 位，三位字母和十二位数字',
  passport: '照护照填写字母和数字，再选国籍；换过护照的按新旧号码分别查找，系统不会当作同一个人',
};

const isKind = (name: string): name is DocumentKind => DOCUMENT_KINDS.some((one) => one === name);

export function DocumentRow(props: {
  field: { label: string; hint?: string; required?: true };
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}) {
  const { field, value, problem, onChange } = props;
  const id = useId();
  const [chosen, setChosen] = useState(() => kindOfTyped(value));
  // A form that was emptied, or filled in from elsewhere, is shown as what it holds.
  const kind = kindOfTyped(value) === 'passport' ? 'passport' : chosen;
  const { nationality, number } = kind === 'passport' ? passportParts(value) : { nationality: '', number: value };
  const hint = kind === 'id_card' ? field.hint : HINTS[kind];
  const choose = (next: DocumentKind) => {
    setChosen(next);
    if (next === 'passport') onChange(passportText({ nationality, number }));
    else if (kind === 'passport') onChange(number);
  };
  const nationalities = useRef<HTMLSelectElement>(null);
  const chooseByKey = (event: KeyboardEvent) => {
    // A passport that was typed as it is read aloud is asked for its nationality next, and not passed over.
    if (event.key === 'Tab' && !event.shiftKey && kind === 'id_card' && isLikePassport(number)) {
      event.preventDefault();
      flushSync(() => choose('passport'));
      nationalities.current?.focus();
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = DOCUMENT_KINDS[DOCUMENT_KINDS.indexOf(kind) + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    choose(next);
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label}
        {field.required && <span className="required"> 必填</span>}
      </label>
      <select
        aria-label="哪种证件"
        className="document-kind"
        tabIndex={-1}
        value={kind}
        onChange={({ target }) => isKind(target.value) && choose(target.value)}
      >
        {DOCUMENT_KINDS.map((one) => (
          <option key={one} value={one}>
            {IDENTITY_DOCUMENT_WORDS[one]}
          </option>
        ))}
      </select>
      <input
        id={id}
        type="text"
        autoComplete="off"
        required={field.required === true}
        value={number}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint${problem === undefined ? '' : ` ${id}-problem`}`}
        onKeyDown={chooseByKey}
        onBlur={() => kind === 'id_card' && isLikePassport(number) && choose('passport')}
        onChange={({ target }) =>
          onChange(kind === 'passport' ? passportText({ nationality, number: target.value }) : target.value)
        }
      />
      {kind === 'passport' && (
        <select
          ref={nationalities}
          aria-label="国籍"
          value={nationality}
          onChange={({ target }) => onChange(passportText({ nationality: target.value, number }))}
        >
          <option value="">选择国籍（可按三位字母查找）</option>
          {Object.entries(NATIONALITY_WORDS).map(([code, name]) => (
            <option key={code} value={code}>
              {code} {name}
            </option>
          ))}
        </select>
      )}
      <small id={`${id}-hint`}>
        {hint}
        <span className="hidden">按上下箭头换证件种类，现为{IDENTITY_DOCUMENT_WORDS[kind]}</span>
      </small>
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
