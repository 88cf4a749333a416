/** 更正: facts that were written down wrongly, filled in as they are; what is changed is sent, with the reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { RULES } from '../api/schema.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { readFields, typedOf } from '../kinds/form-fields.ts';
import { correctableFields } from '../kinds/forms.ts';
import { FailureNote } from '../shell/notes.tsx';
import type { CaseView } from './case-view.ts';

export default function CorrectionDialog({ shown, onClose }: { shown: CaseView; onClose: () => void }) {
  const { caseId, kind, facts } = shown;
  const fields = useMemo(() => correctableFields(kind, facts), [kind, facts]);
  const before = useMemo(() => typedOf(fields, Object.fromEntries(Object.entries(facts))), [fields, facts]);
  const [typed, setTyped] = useState(before);
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const changed = changesOf(readFields(fields, before), readFields(fields, typed));
  const correcting = useMutation({
    mutationFn: () => call('correctFacts', { path: { id: caseId }, body: { facts: changed, reason: reason.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  const issues = correcting.error instanceof ApiError ? correcting.error.issues : [];
  return (
    <Modal
      open
      title={`更正 ${caseId}`}
      width={720}
      okText="更正并重新核定"
      okButtonProps={{
        disabled: Object.keys(changed).length === 0 || reason.trim().length < 4,
        loading: correcting.isPending,
      }}
      onOk={() => correcting.mutate()}
      onCancel={onClose}
    >
      <p>更正以后重新核定；已经发出的缴费通知作废，按新的金额另发。更正前后的内容和原因都记入案件。</p>
      <div className="fields">
        <FieldRows
          fields={fields}
          typed={typed}
          onChange={setTyped}
          issues={issues.map((issue) => ({ ...issue, path: issue.path.replace(/^facts\./, '') }))}
        />
      </div>
      <label htmlFor="correction-reason">更正原因（至少四个字）</label>
      <Input.TextArea
        id="correction-reason"
        maxLength={RULES.limits.charactersOfReason}
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {correcting.isError && <FailureNote what="没有更正" error={correcting.error} />}
    </Modal>
  );
}

/** What is another now; null for what was taken out. */
function changesOf(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
