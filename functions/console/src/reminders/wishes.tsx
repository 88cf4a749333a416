/** 不再提醒的人: who asked not to be written to, and who says to have paid already. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { type Field, readFields, type TypedFields } from '../kinds/form-fields.ts';
import { FailureNote } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { CHANNEL_WORDS } from '../words/dictionary.ts';

const STOP: readonly Field[] = [
  { type: 'document', name: 'idNumber', label: '证件号码', hint: '证件号码和手机号码填一项' },
  { type: 'text', name: 'phone', label: '手机号码', hint: '只填手机号码的，发往这个号码的短信都停发' },
  {
    type: 'choice',
    name: 'wish',
    label: '要求',
    required: true,
    words: { stop: '不再接收短信', start: '重新接收短信' },
  },
  { type: 'text', name: 'reason', label: '原因', required: true, hint: '谁在什么时候怎样提出的' },
];

export function Wishes({ regions }: { regions: Readonly<Record<string, string>> }) {
  const said: readonly Field[] = [
    { type: 'document', name: 'idNumber', label: '证件号码', required: true },
    { type: 'choice', name: 'region', label: '统筹区', required: true, words: regions },
    { type: 'number', name: 'coverageYear', label: '参保年度', required: true },
    { type: 'date', name: 'paidOn', label: '自述缴费日期', required: true },
    { type: 'choice', name: 'channel', label: '缴费渠道', words: CHANNEL_WORDS },
  ];
  return (
    <div className="columns halves">
      <WishForm
        title="不接收短信"
        hint="登记后不再发提醒；案件的通知改为纸质信函。"
        fields={STOP}
        button="登记"
        send={async ({ wish, ...rest }) => {
          const { stopped, at } = await call('stopMessages', {
            body: { ...rest, ...(wish !== undefined && { stopped: wish === 'stop' }) },
          });
          return `${timeOf(at)} 已登记：${stopped ? '不再接收短信' : '重新接收短信'}。`;
        }}
      />
      <WishForm
        title="自述已缴费"
        hint="登记后暂缓提醒，到缴费记录应当能查到的那天再看。"
        fields={said}
        button="登记缴费"
        send={async (body) => {
          const { noted } = await call('noteSaidPaid', { body });
          return `已登记，${noted} 个提醒暂缓。`;
        }}
      />
    </div>
  );
}

function WishForm(props: {
  title: string;
  hint: string;
  fields: readonly Field[];
  button: string;
  send: (read: Record<string, unknown>) => Promise<string>;
}) {
  const { title, hint, fields, button, send } = props;
  const [typed, setTyped] = useState<TypedFields>({});
  const queries = useQueryClient();
  const note = useMutation({
    mutationFn: () => send(readFields(fields, typed)),
    onSuccess: () => {
      setTyped({});
      return queries.invalidateQueries({ queryKey: ['reminders'] });
    },
  });
  return (
    <form
      className="card"
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        note.mutate();
      }}
    >
      <h2>{title}</h2>
      <p className="hint">{hint}</p>
      <FieldRows
        fields={fields}
        typed={typed}
        onChange={setTyped}
        issues={note.error instanceof ApiError ? note.error.issues : []}
      />
      {note.isError && <FailureNote what="没有登记" error={note.error} />}
      {note.data && (
        <p role="status" className="settled">
          {note.data}
        </p>
      )}
      <div className="sticky">
        <Button type="primary" htmlType="submit" loading={note.isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
