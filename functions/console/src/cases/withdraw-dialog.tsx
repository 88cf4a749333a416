import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { Failure } from '../shell/notes.tsx';

export function WithdrawDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => call('withdrawCase', { path: { id: caseId }, body: { reason } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`撤回 ${caseId}`}
      okText="撤回"
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: withdraw.isPending }}
      onOk={() => withdraw.mutate()}
      onCancel={onClose}
    >
      <p>撤回以后不能恢复;本年度可以重新受理。</p>
      <label htmlFor="withdrawal-reason">撤回原因</label>
      <Input.TextArea
        id="withdrawal-reason"
        maxLength={500}
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {withdraw.isError && <Failure what="没有撤回" error={withdraw.error} />}
    </Modal>
  );
}
