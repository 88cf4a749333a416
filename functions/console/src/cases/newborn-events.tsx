/** 登记事项: what happened to a newborn while its case is open. The case goes on by itself. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { type Field, readFields, type TypedFields } from '../kinds/form-fields.ts';
import { FailureNote } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { wordOf } from '../words/case-words.ts';
import { EVENT_WORDS } from '../words/dictionary.ts';

const EVENTS = [
  'registered',
  'id_number_assigned',
  'birth_date_corrected',
  'moved',
  'guardian_changed',
  'died',
] as const;
type EventName = (typeof EVENTS)[number];

const NAME: Field = { type: 'text', name: 'name', label: '姓名', hint: '与以前不同时填写' };

const FIELDS: Readonly<Record<Exclude<EventName, 'moved'>, readonly Field[]>> = {
  registered: [
    { type: 'date', name: 'registeredOn', label: '登记日期', required: true },
    { type: 'document', name: 'idNumber', label: '证件号码', hint: '已有证件号码时填写' },
    NAME,
  ],
  id_number_assigned: [{ type: 'document', name: 'idNumber', label: '证件号码', required: true }, NAME],
  birth_date_corrected: [{ type: 'date', name: 'bornOn', label: '更正后的出生日期', required: true }],
  guardian_changed: [
    {
      type: 'group',
      name: 'guardian',
      label: '新的监护人',
      fields: [
        { type: 'text', name: 'name', label: '姓名', required: true },
        { type: 'document', name: 'idNumber', label: '证件号码', required: true },
        { type: 'text', name: 'phone', label: '手机号码' },
      ],
    },
  ],
  died: [{ type: 'date', name: 'diedOn', label: '死亡日期', required: true }],
};

/** What an event does to the case, so that nobody records one by mistake. */
const EFFECTS: Readonly<Record<EventName, string>> = {
  registered: '自出生之日起享受出生当年待遇，系统随即通知父母。',
  id_number_assigned: '案件改用证件号码；以后按这个号码登记的缴费会找到本案。',
  birth_date_corrected: '按更正后的日期重新核定期限和提醒日。',
  moved: '按迁入地的规定重新核定；迁入地没有政策表的，本案办结。',
  guardian_changed: '以后的通知和提醒发给新的监护人。',
  died: '本案办结，不再发出任何提醒。',
};

const isEvent = (name: string): name is EventName => EVENTS.some((one) => one === name);

export function NewbornEvents(props: { caseId: string; region: string; registered: boolean }) {
  const { caseId, region, registered } = props;
  // A child is registered once.
  const events = EVENTS.filter((name) => name !== 'registered' || !registered).map(
    (name) => [name, wordOf(EVENT_WORDS, name)] as const,
  );
  const regions = useRegionWords();
  const [event, setEvent] = useState<EventName>(registered ? 'id_number_assigned' : 'registered');
  const [typed, setTyped] = useState<TypedFields>({});
  // One key for one event, however often its sending has to be repeated.
  const key = useRef(crypto.randomUUID());
  const queries = useQueryClient();
  const { [region]: _here, ...elsewhere } = regions;
  const fields: readonly Field[] =
    event === 'moved'
      ? [{ type: 'choice', name: 'region', label: '迁往', required: true, words: elsewhere }]
      : FIELDS[event];
  const renew = () => {
    key.current = crypto.randomUUID();
  };
  const record = useMutation({
    mutationFn: () =>
      call('recordEvent', {
        path: { id: caseId },
        headers: { 'Idempotency-Key': key.current },
        body: { event, ...readFields(fields, typed) },
      }),
    onSuccess: () => {
      setTyped({});
      renew();
      return queries.invalidateQueries();
    },
  });
  return (
    <form
      className="card"
      noValidate
      aria-label="登记事项"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        record.mutate();
      }}
    >
      <h2>登记事项</h2>
      <div className="field">
        <label htmlFor="newborn-event">发生了什么</label>
        <select
          id="newborn-event"
          value={event}
          onChange={({ target }) => {
            if (!isEvent(target.value)) return;
            setEvent(target.value);
            setTyped({});
            record.reset();
            renew();
          }}
        >
          {events.map(([name, word]) => (
            <option key={name} value={name}>
              {word}
            </option>
          ))}
        </select>
        <small>{EFFECTS[event]}</small>
      </div>
      <FieldRows
        fields={fields}
        typed={typed}
        onChange={(next) => {
          setTyped(next);
          if (record.isError) {
            record.reset();
            renew();
          }
        }}
        issues={record.error instanceof ApiError ? record.error.issues : []}
      />
      {record.isError && <FailureNote what="没有登记" error={record.error} />}
      {record.isSuccess && (
        <p role="status" className="settled">
          已登记：{wordOf(EVENT_WORDS, event)}。
        </p>
      )}
      <div className="sticky">
        <Button htmlType="submit" danger={event === 'died'} loading={record.isPending}>
          登记
        </Button>
      </div>
    </form>
  );
}
