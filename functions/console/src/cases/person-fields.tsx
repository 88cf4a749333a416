/** 身份: masked; one field at a time is shown in full for a reason, which is written into the case first. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { RULES } from '../api/schema.ts';
import { FailureNote } from '../shell/notes.tsx';
import type { CaseView } from './case-view.ts';

const FIELDS = [
  ['name', '姓名'],
  ['idNumber', '证件号码'],
  ['phone', '手机号码'],
] as const;
type RevealedField = (typeof FIELDS)[number][0];

export function PersonFields({ shown }: { shown: CaseView }) {
  const [asking, setAsking] = useState<RevealedField | null>(null);
  const [revealed, setRevealed] = useState<{ field: RevealedField; value: string } | null>(null);
  return (
    <section className="card" aria-label="身份">
      <h2>身份</h2>
      <dl className="facts">
        {FIELDS.map(([field, label]) => {
          const masked = shown.person[field];
          if (masked === undefined) return null;
          const isShown = revealed?.field === field;
          return (
            <div key={field}>
              <dt>{label}</dt>
              <dd className="code">
                {isShown ? revealed.value : masked}{' '}
                {shown.can.revealPerson.allowed &&
                  (isShown ? (
                    <Button size="small" onClick={() => setRevealed(null)}>
                      遮住
                    </Button>
                  ) : (
                    <Button size="small" aria-label={`查看${label}`} onClick={() => setAsking(field)}>
                      查看
                    </Button>
                  ))}
              </dd>
            </div>
          );
        })}
      </dl>
      {asking && (
        <RevealDialog
          caseId={shown.caseId}
          field={asking}
          onShown={(value) => {
            setRevealed({ field: asking, value });
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}

function RevealDialog(props: {
  caseId: string;
  field: RevealedField;
  onShown: (value: string) => void;
  onClose: () => void;
}) {
  const { caseId, field, onShown, onClose } = props;
  const [reason, setReason] = useState('');
  const queries = useQueryClient();
  const label = FIELDS.find(([name]) => name === field)?.[1] ?? field;
  const reveal = useMutation({
    mutationFn: () => call('revealPerson', { path: { id: caseId }, body: { field, reason } }),
    onSuccess: ({ value }) => {
      queries.invalidateQueries({ queryKey: ['case', caseId] });
      onShown(value);
    },
  });
  return (
    <Modal
      open
      title={`查看${label}`}
      okText="查看"
      okButtonProps={{ disabled: reason.trim().length < 4, loading: reveal.isPending }}
      onOk={() => reveal.mutate()}
      onCancel={onClose}
    >
      <p>原因会连同您的名字记入案件，审计可以看到。</p>
      <label htmlFor="reveal-reason">原因（至少四个字）</label>
      <Input
        id="reveal-reason"
        maxLength={RULES.limits.charactersOfReason}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {reveal.isError && <FailureNote what="没有显示" error={reveal.error} />}
    </Modal>
  );
}
