/** One value of the table: what was read, how sure, what last year's table said, and what the officer decides. */
import { Button, Tag } from 'antd';
import { type FormEvent, type Ref, useId, useState } from 'react';
import { sayProposal, writtenForm } from './say-proposal.ts';
import type { FieldAnswer, Row, Words } from './text-work.ts';

export type Editing = 'change' | 'silent' | null;

const SURENESS: Readonly<Record<string, string>> = { sure: '写明', likely: '推断', damaged: '原文有损伤' };

export interface Source extends Words {
  label: string;
}

interface Decides {
  row: Row;
  answer: FieldAnswer | undefined;
  editing: Editing;
  /** Sentences of the text that may stand behind a value; the one that was selected first. */
  sources: readonly Source[];
  onAnswer: (answer: FieldAnswer) => void;
  onEdit: (editing: Editing) => void;
  onTakeBack: () => void;
}

export function TextRow(
  props: Decides & { ref: Ref<HTMLLIElement> | undefined; problems: readonly string[]; onChoose: () => void },
) {
  const { row, answer, ref, problems, onChoose } = props;
  const isCurrent = ref !== undefined;
  const { proposal, lastYear } = row;
  return (
    <li ref={ref} className={isCurrent ? 'text-row current' : 'text-row'}>
      <button type="button" className="row-name" aria-expanded={isCurrent} onClick={onChoose}>
        <span className="row-label">{row.label}</span>
        <span className="row-state">{stateOf(row, answer)}</span>
      </button>
      <p className="row-value">
        {proposal && (
          <>
            <strong>{sayProposal(proposal.value)}</strong>{' '}
            <Tag className={`sureness ${proposal.sureness}`}>{SURENESS[proposal.sureness]}</Tag>
          </>
        )}
        {lastYear !== null && <small>上年：{sayProposal(lastYear)}</small>}
      </p>
      {problems.map((problem) => (
        <p key={problem} className="problem">
          {problem}
        </p>
      ))}
      {isCurrent && <Choices {...props} />}
    </li>
  );
}

function stateOf({ proposal }: Row, answer: FieldAnswer | undefined): string {
  switch (answer?.answer) {
    case 'accept':
      return '✓ 已采用';
    case 'change':
      return `→ 改为 ${sayProposal(answer.value)}`;
    case 'reject':
      return '× 不采用';
    case 'silent':
      return `— 没有写明${answer.note ? `：${answer.note}` : ''}`;
    default:
      return proposal ? '○ 待核对' : '○ 没有写明';
  }
}

function Choices(props: Decides) {
  const { row, answer, editing, onAnswer, onEdit, onTakeBack } = props;
  if (editing === 'change') return <ChangeForm {...props} />;
  if (editing === 'silent') return <SilentForm {...props} />;
  const { field, proposal } = row;
  return (
    <p className="row-choices">
      {proposal && (
        <Button type="primary" size="small" onClick={() => onAnswer({ field, answer: 'accept' })}>
          采用 <kbd>a</kbd>
        </Button>
      )}
      <Button size="small" onClick={() => onEdit('change')}>
        {proposal ? '修改' : '补充'} <kbd>e</kbd>
      </Button>
      {proposal && (
        <Button size="small" onClick={() => onAnswer({ field, answer: 'reject' })}>
          不采用 <kbd>r</kbd>
        </Button>
      )}
      <Button size="small" onClick={() => onEdit('silent')}>
        没有写明 <kbd>s</kbd>
      </Button>
      {answer && (
        <Button size="small" onClick={onTakeBack}>
          撤销 <kbd>u</kbd>
        </Button>
      )}
    </p>
  );
}

function ChangeForm({ row, answer, sources, onAnswer, onEdit }: Decides) {
  const id = useId();
  const { field, proposal } = row;
  const own: Source[] = proposal ? [{ start: proposal.start, end: proposal.end, label: '读出它的那一句' }] : [];
  const all = [
    ...sources.filter(({ start, end }) => !own.some((one) => one.start === start && one.end === end)),
    ...own,
  ];
  const [value, setValue] = useState(answer?.value ?? (proposal ? writtenForm(proposal.value) : ''));
  const first = sources[0]?.label.startsWith(SELECTED) ? sources[0] : (own[0] ?? null);
  const [chosen, setChosen] = useState(first ? keyOf(first) : '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    const words = all.find((one) => keyOf(one) === chosen);
    onAnswer({ field, answer: 'change', value: value.trim(), ...(words && { start: words.start, end: words.end }) });
  };
  return (
    <form className="row-form" onSubmit={save}>
      <label htmlFor={`${id}-value`}>数值</label>
      <input
        id={`${id}-value`}
        type="text"
        maxLength={2000}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the key that opens the form means to type here
        autoFocus
        aria-describedby={`${id}-hint`}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <small id={`${id}-hint`}>金额如 400.00，日期如 2026-12-25；其余按政策表的写法。</small>
      <label htmlFor={`${id}-source`}>依据</label>
      <select id={`${id}-source`} value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">数值里写明条款（@条款编号）</option>
        {all.map((one) => (
          <option key={keyOf(one)} value={keyOf(one)}>
            {one.label}
          </option>
        ))}
      </select>
      <FormButtons disabled={value.trim() === ''} onCancel={() => onEdit(null)} />
    </form>
  );
}

/** How the words begin that were selected in the text. */
export const SELECTED = '选中的文字：';
const keyOf = ({ start, end }: Words): string => `${start}-${end}`;

function SilentForm({ row: { field }, answer, onAnswer, onEdit }: Decides) {
  const id = useId();
  const [note, setNote] = useState(answer?.note ?? '');
  const save = (event: FormEvent) => {
    event.preventDefault();
    onAnswer({ field, answer: 'silent', note: note.trim() });
  };
  return (
    <form className="row-form" onSubmit={save}>
      <label htmlFor={id}>文件在这一点上怎么说（可不填）</label>
      <input
        id={id}
        type="text"
        maxLength={500}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the key that opens the form means to type here
        autoFocus
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <FormButtons disabled={false} onCancel={() => onEdit(null)} />
    </form>
  );
}

function FormButtons({ disabled, onCancel }: { disabled: boolean; onCancel: () => void }) {
  return (
    <p className="row-choices">
      <Button type="primary" size="small" htmlType="submit" disabled={disabled}>
        保存 <kbd>Enter</kbd>
      </Button>
      <Button size="small" onClick={onCancel}>
        取消 <kbd>Esc</kbd>
      </Button>
    </p>
  );
}
