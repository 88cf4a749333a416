/** 协作: who has the open task, and what colleagues wrote without deciding; take, hand over, write, ask. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { type ReactNode, type Ref, useImperativeHandle, useState } from 'react';
import { call } from '../api/client.ts';
import { colleaguesQuery } from '../api/queries.ts';
import { RULES } from '../api/schema.ts';
import type { CaseView } from '../cases/case-view.ts';
import { objectIn } from '../decision/read-decision.ts';
import { useWho } from '../session/use-session.ts';
import { FailureNote } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { EVENT_WORDS, ROLE_WORDS } from '../words/dictionary.ts';

type What = 'stand-in' | 'hand-over' | 'note';

export interface SharingHandle {
  /** Takes the task, or asks why where a colleague has it. */
  take(): void;
}

export function Sharing({ shown, ref }: { shown: CaseView; ref?: Ref<SharingHandle> }) {
  const { caseId, can, task, history } = shown;
  const who = useWho();
  const queries = useQueryClient();
  const [asks, setAsks] = useState<What>();
  const taking = useMutation({
    mutationFn: () => call('takeTask', { path: { id: caseId }, body: {} }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const has = task?.assigned ?? null;
  const mine = has?.to === who.sub;
  const begin = () => {
    if (!can.takeTask.allowed || mine) return;
    if (has === null) taking.mutate();
    else setAsks('stand-in');
  };
  useImperativeHandle(ref, () => ({ take: begin }));
  const written = history.filter(
    ({ event, detail }) => detail.note !== undefined || (event === 'task_taken' && detail.reason !== undefined),
  );
  return (
    <section className="card sharing" aria-label="协作">
      <h2>协作</h2>
      {task !== null && (
        <p role="status">
          {has === null ? '这件待办还没有人认领。' : `${mine ? '由您' : `由${has.name}`}在办，${timeOf(has.at)} 起。`}
        </p>
      )}
      {written.length > 0 && (
        <ol className="written">
          {written.map(({ seq, at, by, name, event, detail }) => (
            <li key={seq}>
              <span className="hint">
                <time dateTime={at}>{timeOf(at)}</time> {name ?? by} {saidTo(event, detail)}
              </span>
              <p>{String(detail.note ?? detail.reason)}</p>
            </li>
          ))}
        </ol>
      )}
      <div className="actions">
        {can.takeTask.allowed && !mine && (
          <Button onClick={begin} loading={taking.isPending}>
            {has === null ? '认领' : '代为办理'} <kbd>t</kbd>
          </Button>
        )}
        {can.handOverTask.allowed && (has === null || mine) && (
          <Button onClick={() => setAsks('hand-over')}>转交</Button>
        )}
        {can.writeNote.allowed && <Button onClick={() => setAsks('note')}>写批注</Button>}
      </div>
      {taking.isError && <FailureNote what="没有认领" error={taking.error} />}
      {asks === 'stand-in' && has !== null && (
        <StandIn caseId={caseId} name={has.name} onClose={() => setAsks(undefined)} />
      )}
      {asks === 'hand-over' && <HandOver shown={shown} onClose={() => setAsks(undefined)} />}
      {asks === 'note' && <Note shown={shown} onClose={() => setAsks(undefined)} />}
    </section>
  );
}

/** `转交给陈晓燕`, `问陈晓燕`, `批注`. */
function saidTo(event: string, detail: Readonly<Record<string, unknown>>): string {
  const { to, toName } = objectIn(detail);
  const name = String(toName ?? to ?? '');
  if (event === 'task_handed_over') return `转交给${name}`;
  if (event === 'task_taken') return '代为办理';
  return name === '' ? wordOf(EVENT_WORDS, event) : `问${name}`;
}

function StandIn({ caseId, name, onClose }: { caseId: string; name: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Asking
      title={`代${name}办理`}
      ok="代为办理"
      failed="没有接过来"
      ready={reason.trim().length >= 4}
      act={() => call('takeTask', { path: { id: caseId }, body: { reason: reason.trim() } })}
      onClose={onClose}
    >
      <Text
        label="原因（至少四个字，记入案件）"
        limit={RULES.limits.charactersOfReason}
        value={reason}
        onChange={setReason}
      />
    </Asking>
  );
}

function HandOver({ shown, onClose }: { shown: CaseView; onClose: () => void }) {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  return (
    <Asking
      title={`转交 ${shown.caseId}`}
      ok="转交"
      failed="没有转交"
      ready={to !== '' && note.trim().length >= 2}
      act={() => call('handOverTask', { path: { id: shown.caseId }, body: { to, note: note.trim() } })}
      onClose={onClose}
    >
      <ChooseColleague region={shown.region} label="转交给" none={null} value={to} onChange={setTo} />
      <Text label="说明" limit={RULES.limits.charactersOfNote} value={note} onChange={setNote} />
    </Asking>
  );
}

function Note({ shown, onClose }: { shown: CaseView; onClose: () => void }) {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  return (
    <Asking
      title={`批注 ${shown.caseId}`}
      ok="写入"
      failed="没有写入"
      ready={note.trim().length >= 2}
      act={() =>
        call('writeNote', { path: { id: shown.caseId }, body: { note: note.trim(), ...(to !== '' && { to }) } })
      }
      onClose={onClose}
    >
      <Text label="批注（不写姓名和号码）" limit={RULES.limits.charactersOfNote} value={note} onChange={setNote} />
      <ChooseColleague region={shown.region} label="请同事看" none="不请同事" value={to} onChange={setTo} />
    </Asking>
  );
}

function Asking(props: {
  title: string;
  ok: string;
  failed: string;
  ready: boolean;
  act: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: props.act,
    onSuccess: async () => {
      await queries.invalidateQueries();
      props.onClose();
    },
  });
  return (
    <Modal
      open
      title={props.title}
      okText={props.ok}
      okButtonProps={{ disabled: !props.ready, loading: acting.isPending }}
      onOk={() => acting.mutate()}
      onCancel={props.onClose}
      className="sharing-dialog"
    >
      {props.children}
      {acting.isError && <FailureNote what={props.failed} error={acting.error} />}
    </Modal>
  );
}

function Text(props: { label: string; limit: number; value: string; onChange: (text: string) => void }) {
  return (
    <>
      <label htmlFor="sharing-text">{props.label}</label>
      <Input.TextArea
        id="sharing-text"
        maxLength={props.limit}
        autoSize={{ minRows: 2 }}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </>
  );
}

/** @param props.none what choosing nobody is called; null where somebody has to be chosen */
function ChooseColleague(props: {
  region: string;
  label: string;
  none: string | null;
  value: string;
  onChange: (sub: string) => void;
}) {
  const found = useQuery(colleaguesQuery(props.region));
  const colleagues = found.data?.colleagues ?? [];
  return (
    <>
      <label htmlFor="sharing-colleague">{props.label}</label>
      <select
        id="sharing-colleague"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        aria-describedby="sharing-nobody"
      >
        <option value="">{props.none ?? '请选择'}</option>
        {colleagues.map(({ sub, name, role }) => (
          <option key={sub} value={sub}>
            {name}（{wordOf(ROLE_WORDS, role)}）
          </option>
        ))}
      </select>
      {found.isError && <FailureNote what="同事名单没有读到" error={found.error} retry={() => found.refetch()} />}
      <p id="sharing-nobody" className="hint">
        {found.data && colleagues.length === 0 ? '本统筹区没有其他人在 90 天内登录过；同事登录一次后即可选择。' : ''}
      </p>
    </>
  );
}
