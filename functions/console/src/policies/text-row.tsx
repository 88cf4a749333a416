/** One value of the table: what was read, how sure, what the tables before say, and what the officer decides. */
import { Button, Tag } from 'antd';
import { type FormEvent, type Ref, useId, useState } from 'react';
import { sayField } from './say-proposal.ts';
import { type Source, SourceField, type Stated, sourceOf, writeSource } from './source-field.tsx';
import type { FieldAnswer, Kept, Row } from './text-work.ts';
import { type Json, jsonOf } from './value-forms.ts';
import { type Known, ValueInput } from './value-input.tsx';

export type Editing = 'change' | 'silent' | null;

const SURENESS: Readonly<Record<string, string>> = { sure: '写明', likely: '推断', damaged: '原文有损伤' };
const STANDINGS: Readonly<Record<string, string>> = { national: '全国规定', adopted: '读法' };

/** Forms of values whose words can be held against them. */
const FIGURES: readonly Row['input'][] = ['amount', 'aid', 'day', 'duration', 'monthly'];

interface Decides {
  row: Row;
  answer: FieldAnswer | undefined;
  editing: Editing;
  /** Sentences of the text that may stand behind a value; the one that was selected first. */
  sources: readonly Source[];
  /** The policy text. */
  text: string;
  clauses: Kept['clauses'];
  known: Known;
  onAnswer: (answer: FieldAnswer) => void;
  onEdit: (editing: Editing) => void;
  onTakeBack: () => void;
}

export function TextRow(
  props: Decides & { ref: Ref<HTMLLIElement> | undefined; problems: readonly string[]; onChoose: () => void },
) {
  const { row, answer, ref, problems, known, text, onChoose } = props;
  const isCurrent = ref !== undefined;
  const { proposal, kept, lastYear } = row;
  const say = (value: unknown): string => sayField(row.field, value, known.names);
  return (
    <li ref={ref} className={isCurrent ? 'text-row current' : 'text-row'}>
      <button type="button" className="row-name" aria-expanded={isCurrent} onClick={onChoose}>
        <span className="row-label">{row.label}</span>
        <span className="row-state">{stateOf(row, answer, say)}</span>
      </button>
      <p className="row-value">
        {proposal && (
          <>
            <strong>{say(proposal.value)}</strong>{' '}
            <Tag className={`sureness ${proposal.sureness}`}>{SURENESS[proposal.sureness]}</Tag>{' '}
          </>
        )}
        {kept && (
          <small>
            现行：{kept.standing === 'silent' ? '没有写明' : say(kept.value)}
            {STANDINGS[kept.standing] && `（${STANDINGS[kept.standing]}）`}{' '}
          </small>
        )}
        {lastYear !== null && <small>上年：{say(lastYear)}</small>}
      </p>
      {row.against.length > 0 && (
        <ul className="against">
          {row.against.map(({ start, end, value }) => (
            <li key={start}>
              <strong>{say(value)}</strong>：“{text.slice(start, end).trim()}”
            </li>
          ))}
        </ul>
      )}
      {/* What contradicts itself says so above. */}
      {(row.against.length === 0 || answer ? problems : []).map((problem) => (
        <p key={problem} className="problem">
          {problem}
        </p>
      ))}
      {row.doubt !== '' && <p className="problem">{row.doubt}</p>}
      {isCurrent && <Choices {...props} />}
    </li>
  );
}

/** One of the sentences that contradict each other is the one that holds. */
export const choosing = (field: string, { start, end, value }: Row['against'][number]): FieldAnswer => ({
  ...{ field, answer: 'change', value, start, end },
});

function stateOf(
  { proposal, against, kept }: Row,
  answer: FieldAnswer | undefined,
  say: (value: unknown) => string,
): string {
  switch (answer?.answer) {
    case 'accept':
      return '✓ 已采用';
    case 'change':
      return `→ 改为 ${say(answer.value)}`;
    case 'reject':
      return proposal || against.length > 0 ? '× 不采用' : '× 去掉';
    case 'silent':
      return `— 没有写明${answer.note ? `：${answer.note}` : ''}`;
    default:
      if (against.length > 0) return '！前后矛盾';
      return proposal ? '○ 待核对' : kept ? '沿用' : '○ 没有写明';
  }
}

function Choices(props: Decides) {
  const { row, answer, editing, onAnswer, onEdit, onTakeBack } = props;
  if (editing === 'change') return <ChangeForm {...props} />;
  if (editing === 'silent') return <SilentForm {...props} />;
  const { field, proposal, against, kept } = row;
  return (
    <p className="row-choices">
      {against.map((one, index) => (
        <Button key={one.start} type="primary" size="small" onClick={() => onAnswer(choosing(field, one))}>
          采用 {sayField(field, one.value, props.known.names)} <kbd>{index + 1}</kbd>
        </Button>
      ))}
      {proposal && (
        <Button type="primary" size="small" onClick={() => onAnswer({ field, answer: 'accept' })}>
          采用 <kbd>a</kbd>
        </Button>
      )}
      <Button size="small" onClick={() => onEdit('change')}>
        {proposal || kept ? '修改' : '补充'} <kbd>e</kbd>
      </Button>
      {(proposal || kept || against.length > 0) && (
        <Button size="small" onClick={() => onAnswer({ field, answer: 'reject' })}>
          {proposal || against.length > 0 ? '不采用' : '去掉'} <kbd>r</kbd>
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

function ChangeForm({ row, answer, sources, clauses, known, onAnswer, onEdit }: Decides) {
  const id = useId();
  const { field, proposal, kept } = row;
  const own: Source[] = proposal ? [{ start: proposal.start, end: proposal.end, label: '读出它的那一句' }] : [];
  const all = [
    ...sources.filter(({ start, end }) => !own.some((one) => one.start === start && one.end === end)),
    ...own,
  ];
  const [value, setValue] = useState<Json>(jsonOf(answer?.value) ?? proposal?.value ?? kept?.value ?? '');
  const [stated, setStated] = useState<Stated>(() =>
    sourceOf(answer, kept, sources[0], own[0], proposal?.sureness === 'likely'),
  );
  const [marked, setMarked] = useState(answer !== undefined);
  /** What only followed from the words no longer does once another figure is written: the words say it, or are doubted. */
  const change = (next: Json) => {
    setValue(next);
    if (marked || proposal?.sureness !== 'likely' || !FIGURES.includes(row.input)) return;
    setStated((before) => ({ ...before, adopted: JSON.stringify(next) === JSON.stringify(proposal.value) }));
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const written = typeof value === 'string' ? value.trim() : value;
    if (written !== '') onAnswer({ field, answer: 'change', value: written, ...writeSource(stated, all) });
  };
  return (
    <form className="row-form" noValidate onSubmit={save}>
      <label htmlFor={`${id}-value`}>{row.input === 'condition' ? '' : '数值'}</label>
      <ValueInput id={`${id}-value`} row={row} value={value} known={known} onChange={(next) => change(next ?? '')} />
      <SourceField
        id={`${id}-source`}
        stated={stated}
        keeps={kept !== null}
        sources={all}
        clauses={clauses}
        onChange={(next) => {
          setMarked(true);
          setStated(next);
        }}
      />
      <FormButtons disabled={value === ''} onCancel={() => onEdit(null)} />
    </form>
  );
}

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
