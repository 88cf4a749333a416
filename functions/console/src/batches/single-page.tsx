/** 单笔退费: a university applies for one student, without a file. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { type Field, readFields, type TypedFields } from '../kinds/form-fields.ts';
import { FailureNote } from '../shell/notes.tsx';
import { DEPARTURE_WORDS } from '../words/dictionary.ts';

const { suspension: _notLeaving, ...LEAVING } = DEPARTURE_WORDS;

const FIELDS: readonly Field[] = [
  { type: 'text', name: 'studentNumber', label: '学号', required: true },
  { type: 'text', name: 'name', label: '姓名', required: true },
  {
    type: 'document',
    name: 'idNumber',
    label: '证件号码',
    required: true,
    hint: '18 位身份证号码；缴费由号码从台账找到',
  },
  { type: 'text', name: 'college', label: '学院', required: true },
  { type: 'choice', name: 'kind', label: '离校情形', words: LEAVING, required: true },
  { type: 'date', name: 'on', label: '离校日期', required: true },
  { type: 'text', name: 'bank', label: '开户银行', required: true },
  { type: 'text', name: 'account', label: '银行卡号', required: true, hint: '学生本人的卡，16 至 19 位' },
];

export function Component() {
  const [typed, setTyped] = useState<TypedFields>({});
  const navigate = useNavigate();
  const queries = useQueryClient();
  const apply = useMutation({
    mutationFn: () => call('applyForStudent', { body: readFields(FIELDS, typed) }),
    onSuccess: (batch) => {
      queries.setQueryData(['batch', batch.batchId], batch);
      queries.invalidateQueries({ queryKey: ['batches'] });
      navigate(`/batches/${batch.batchId}`);
    },
  });
  return (
    <>
      <div className="page-head">
        <h1>单笔退费</h1>
        <span>
          <Link to="/batches">批量退费</Link>
        </span>
      </div>
      <form
        className="card fields"
        noValidate
        aria-label="单笔退费"
        onSubmit={(event) => {
          event.preventDefault();
          apply.mutate();
        }}
      >
        <FieldRows
          fields={FIELDS}
          typed={typed}
          onChange={(next) => {
            setTyped(next);
            if (apply.isError) apply.reset();
          }}
          issues={apply.error instanceof ApiError ? apply.error.issues : []}
        />
        {apply.isError && <FailureNote what="没有提交" error={apply.error} />}
        <div className="sticky">
          <Button type="primary" htmlType="submit" loading={apply.isPending}>
            提交申请
          </Button>
        </div>
      </form>
    </>
  );
}
