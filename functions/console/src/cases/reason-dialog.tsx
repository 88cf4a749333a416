import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { RULES } from '../api/schema.ts';
import { saveFile } from '../files/save-file.ts';
import { FailureNote } from '../shell/notes.tsx';

/** What is done to a whole case with a reason that its history keeps. */
export const WITH_REASON = {
  withdrawCase: {
    operation: 'withdrawCase',
    with: {},
    verb: '撤回',
    says: '撤回以后不能恢复；本年度可以重新受理。',
    asks: '撤回原因',
    failed: '没有撤回',
    danger: true,
  },
  resumeCase: {
    operation: 'resumeCase',
    with: {},
    verb: '恢复',
    says: '故障排除后，流程从确定无误的一步继续：已缴的费用不再要求缴纳，已下达的支付指令不会重复下达。',
    asks: '故障怎样排除',
    failed: '没有恢复',
    danger: false,
  },
  holdCase: {
    operation: 'holdCase',
    with: { held: true },
    verb: '暂不删除',
    says: '信访、诉讼或审计期间，这个案件的个人信息到期也不删除，直到解除。',
    asks: '为什么暂不删除',
    failed: '没有登记',
    danger: false,
  },
  letGo: {
    operation: 'holdCase',
    with: { held: false },
    verb: '解除暂不删除',
    says: '解除以后，个人信息到保存期满就删除。',
    asks: '为什么解除',
    failed: '没有解除',
    danger: false,
  },
  takeAuditPack: {
    operation: 'takeAuditPack',
    with: {},
    verb: '调取审计包',
    says: '压缩包内有核定依据、条款原文、政策版本、意见和历史，身份信息已遮住；解压后运行 node verify.mjs 即可独立校验。原因会连同您的名字记入案件。',
    asks: '调取原因（至少四个字）',
    failed: '没有调取',
    danger: false,
  },
} as const;
export type WithReason = keyof typeof WITH_REASON;

export function ReasonDialog(props: { action: WithReason; caseId: string; onClose: () => void }) {
  const { action, caseId, onClose } = props;
  const { operation, with: besides, verb, says, asks, failed, danger } = WITH_REASON[action];
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => call(operation, { path: { id: caseId }, body: { ...besides, reason } }),
    onSuccess: async (answer) => {
      if (answer instanceof Blob) saveFile(answer, `${caseId}-审计包.zip`);
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Modal
      open
      title={`${verb} ${caseId}`}
      okText={verb}
      okButtonProps={{ danger, disabled: reason.trim().length < 2, loading: act.isPending }}
      onOk={() => act.mutate()}
      onCancel={onClose}
    >
      <p>{says}</p>
      <label htmlFor="reason">{asks}</label>
      <Input.TextArea
        id="reason"
        maxLength={RULES.limits.charactersOfReason}
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {act.isError && <FailureNote what={failed} error={act.error} />}
    </Modal>
  );
}
