/** 更正账户: a university says where the money of its student goes, after the bank sent it back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { type Field, readFields, type TypedFields } from '../kinds/form-fields.ts';
import { FailureNote } from '../shell/notes.tsx';

const FIELDS: readonly Field[] = [
  {
    type: 'group',
    name: 'account',
    label: '收款账户',
    fields: [
      { type: 'text', name: 'holder', label: '户名', required: true, hint: '学生本人的姓名' },
      { type: 'text', name: 'bank', label: '开户银行', required: true },
      { type: 'text', name: 'number', label: '银行卡号', required: true, hint: '16 至 19 位数字' },
    ],
  },
  { type: 'text', name: 'opinion', label: '说明', required: true, hint: '如“学生本人提供了新卡”' },
];

export function CorrectAccount(props: { caseId: string; name: string; reason: string | null; onClose: () => void }) {
  const { caseId, name, reason, onClose } = props;
  const [typed, setTyped] = useState<TypedFields>({});
  const queries = useQueryClient();
  const correct = useMutation({
    mutationFn: () => {
      const { account, ...rest } = readFields(FIELDS, { ...typed, 'account.kind': 'card' });
      return call('correctAccount', {
        path: { id: caseId },
        body: { ...rest, account: { ...(typeof account === 'object' && account), kind: 'card' } },
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['batch-students'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`更正收款账户：${name}`}
      okText="更正账户"
      cancelText="取消"
      confirmLoading={correct.isPending}
      onOk={() => correct.mutate()}
      onCancel={onClose}
    >
      {reason !== null && <p>银行退回的原因：{reason}</p>}
      <FieldRows
        fields={FIELDS}
        typed={typed}
        onChange={(next) => {
          setTyped(next);
          if (correct.isError) correct.reset();
        }}
        issues={correct.error instanceof ApiError ? correct.error.issues : []}
      />
      {correct.isError && <FailureNote what="没有更正" error={correct.error} />}
    </Modal>
  );
}
