/** 缴费确认, for the tax office: what is to be collected that day, and the confirmation of what was. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { type Answer, call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { type Field, readFields, type TypedFields } from '../kinds/form-fields.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { Wide } from '../shell/wide.tsx';
import { useClock } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { CHANNEL_WORDS, COLLECTION_WORDS } from '../words/dictionary.ts';
import { grouped, isSameAmount, yuan } from '../words/yuan.ts';

type Collection = Answer<'listCollections'>['collections'][number];

const FIELDS: readonly Field[] = [
  { type: 'document', name: 'idNumber', label: '证件号码', required: true },
  { type: 'number', name: 'coverageYear', label: '参保年度', required: true },
  { type: 'text', name: 'voucherNumber', label: '凭证号', required: true, hint: '同一凭证只登记一次' },
  { type: 'money', name: 'amount', label: '金额（元）', required: true, hint: '如 1100 或 1100.50' },
  { type: 'date', name: 'collectedOn', label: '征收日期', required: true },
  { type: 'choice', name: 'channel', label: '渠道', words: CHANNEL_WORDS },
];

export function Component() {
  const regions = useOwnRegions();
  const { today } = useClock();
  const [chosen, setChosen] = useState('');
  const [day, setDay] = useState('');
  const [row, setRow] = useState<Collection | null>(null);
  const region = chosen || (Object.keys(regions)[0] ?? '');
  return (
    <>
      <div className="page-head">
        <h1>缴费确认</h1>
      </div>
      <div className="filter-row">
        <label>
          统筹区
          <select value={region} onChange={(event) => setChosen(event.target.value)}>
            {Object.entries(regions).map(([code, name]) => (
              <option key={code} value={code}>
                {name} {code}
              </option>
            ))}
          </select>
        </label>
        <label>
          推送日期
          <input type="date" value={day || today} onChange={(event) => setDay(event.target.value)} />
        </label>
      </div>
      <div className="columns form-first">
        <Confirmation key={row?.caseId ?? ''} region={region} row={row} onDone={() => setRow(null)} />
        <Collections region={region} day={day || today} onFill={setRow} />
      </div>
    </>
  );
}

/** @param props.row of the list, from which the form was filled; whoever confirms another amount says so. */
function Confirmation({ region, row, onDone }: { region: string; row: Collection | null; onDone: () => void }) {
  const filled: TypedFields = row ? { coverageYear: String(row.coverageYear), amount: row.amount } : {};
  const [typed, setTyped] = useState<TypedFields>(filled);
  const [knows, setKnows] = useState(false);
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => call('recordPayment', { body: { region, ...readFields(FIELDS, typed) } }),
    onSuccess: () => {
      setTyped({});
      return queries.invalidateQueries();
    },
  });
  const differs =
    row !== null && !confirm.isSuccess && typed.amount !== undefined && !isSameAmount(typed.amount, row.amount);
  return (
    <form
      className="card"
      noValidate
      aria-label="缴费确认"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      {confirm.isError && <FailureNote what="没有登记" error={confirm.error} />}
      {confirm.data && (
        <p role="status" className="settled">
          凭证 {confirm.data.voucherNumber} 已登记，{yuan(confirm.data.amount)}。
          {confirm.data.unallocated && '没有案件在等这笔缴费，已列入待认领。'}
        </p>
      )}
      {row && !confirm.isSuccess && (
        <p>
          按 {row.caseId}（{row.person.name}，{row.person.idNumber}）填写，应征收 {yuan(row.amount)}。{' '}
          <Button size="small" onClick={onDone}>
            不用这一行
          </Button>
        </p>
      )}
      <FieldRows
        fields={FIELDS}
        typed={typed}
        onChange={setTyped}
        issues={confirm.error instanceof ApiError ? confirm.error.issues : []}
      />
      {differs && (
        <p role="alert">
          <Checkbox checked={knows} onChange={(event) => setKnows(event.target.checked)}>
            金额与应征收的 {yuan(row.amount)}不同，确实收了这些
          </Checkbox>
        </p>
      )}
      <div className="sticky">
        <Button type="primary" htmlType="submit" loading={confirm.isPending} disabled={differs && !knows}>
          确认缴费
        </Button>
      </div>
    </form>
  );
}

function Collections(props: { region: string; day: string; onFill: (row: Collection) => void }) {
  const { region, day, onFill } = props;
  const due = useQuery({
    queryKey: ['collections', region, day],
    queryFn: ({ signal }) => call('listCollections', { query: { region, day } }, signal),
    enabled: region !== '',
  });
  if (due.isPending) return <Loading what="推送的金额" />;
  if (due.isError) return <FailureNote what="推送的金额没有读到" error={due.error} retry={() => due.refetch()} />;
  if (due.data.collections.length === 0) return <Nothing title={`${day} 没有推送给税务的金额。`} />;
  return (
    <Wide name="推送的金额">
      <table className="list">
        <caption>{day} 推送的金额</caption>
        <thead>
          <tr>
            <th scope="col">受理编号</th>
            <th scope="col">姓名</th>
            <th scope="col">证件号码</th>
            <th scope="col">状态</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">最后缴费日</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {due.data.collections.map((entry) => (
            <tr key={entry.caseId}>
              <th scope="row">{entry.caseId}</th>
              <td>{entry.person.name}</td>
              <td className="code">{entry.person.idNumber}</td>
              <td>{wordOf(COLLECTION_WORDS, entry.status)}</td>
              <td className="number">{grouped(entry.amount)}</td>
              <td className="code">{entry.payBy}</td>
              <td>
                {entry.status === 'open' && (
                  <Button size="small" aria-label={`按 ${entry.caseId} 填写`} onClick={() => onFill(entry)}>
                    填写
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
