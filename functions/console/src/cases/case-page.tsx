/** 案件: who is next and until when, what was decided and why, what was done; and the one thing to do now. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { caseQuery, tasksQuery } from '../api/queries.ts';
import { DecisionCard } from '../decision/decision-card.tsx';
import { plainSentence } from '../decision/plain-sentence.ts';
import { objectIn, readDecision, textIn } from '../decision/read-decision.ts';
import { Sharing, type SharingHandle } from '../desk/sharing.tsx';
import { useMay } from '../session/use-session.ts';
import { lastList } from '../shell/last-list.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS } from '../words/dictionary.ts';
import { AlikeChildren } from './alike-children.tsx';
import type { CaseView } from './case-view.ts';
import { Confirmations } from './confirmations.tsx';
import { Corrections } from './corrections.tsx';
import { DecideTask, type DecideTaskHandle } from './decide-task.tsx';
import { DecidedTask, useDecidedTask } from './decided-task.tsx';
import { Documents } from './documents.tsx';
import { FactList } from './fact-list.tsx';
import { Family } from './family.tsx';
import { History } from './history.tsx';
import { NewbornEvents } from './newborn-events.tsx';
import { NextStepNote } from './next-step.tsx';
import { whyNotAdopted } from './not-adopted.ts';
import { Notices } from './notices.tsx';
import { Opinions } from './opinions.tsx';
import { OthersOfPerson } from './others-of-person.tsx';
import { PersonFields } from './person-fields.tsx';
import { ReasonDialog, WITH_REASON, type WithReason } from './reason-dialog.tsx';
import { Recoveries } from './recoveries.tsx';
import { RefundParts } from './refund-parts.tsx';
import { StateTag } from './state-tag.tsx';
import { StepStrip } from './step-strip.tsx';
import { WayPicture } from './way-picture.tsx';

export function Component() {
  const { taskId, caseId = caseIdOf(taskId ?? '') } = useParams();
  const found = useQuery(caseQuery(caseId));
  if (found.isPending) return <Loading what={`案件 ${caseId}`} />;
  if (found.isError && !found.data) {
    return <FailureNote what={`案件 ${caseId} 没有读到`} error={found.error} retry={() => found.refetch()} />;
  }
  return <ShownCase shown={found.data} taskId={taskId} key={found.data.caseId} />;
}

/** A task's id is that of its case and a number. */
const caseIdOf = (taskId: string): string => taskId.replace(/\.[^.]*$/, '');

/** For a complaint, a lawsuit or an audit: who keeps the person of this case, and why; undefined where nobody does. */
function heldSince({ history }: CaseView) {
  const last = history.findLast(({ event }) => event === 'case_held' || event === 'case_let_go');
  return last?.event === 'case_held' ? last : undefined;
}

/** Letters that are also handed over, stamped, at the window. */
const HANDED_OVER = ['补正通知书', '不予退费决定书'] as const;

function ShownCase({ shown, taskId }: { shown: CaseView; taskId: string | undefined }) {
  const may = useMay();
  const navigate = useNavigate();
  const regions = useRegionWords();
  const tasks = useQuery(tasksQuery({}));
  const panel = useRef<DecideTaskHandle>(null);
  const sharing = useRef<SharingHandle>(null);
  const [asksReason, setAsksReason] = useState<WithReason>();
  const { caseId, task, kind, state } = shown;
  const decided = useDecidedTask(taskId, task?.taskId);
  const next = tasks.data?.tasks.find((entry) => entry.case.caseId !== caseId)?.taskId;
  const { can } = shown;
  const decides = task !== null && task.actions.length > 0 && can.decideTask.allowed;
  // Whose task it is not learns why: the own first review, another's region, a role.
  const whyNot = may.decide && task !== null && !can.decideTask.allowed ? can.decideTask.reason : null;
  useShortcuts(
    {
      a: () => panel.current?.choose('approve'),
      r: () => panel.current?.choose('return'),
      t: () => sharing.current?.take(),
      n: () => next && navigate(`/tasks/${next}`),
      Escape: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
    },
    [
      ['a', '同意；到了待确认的一项，再按就勾选，到下一项'],
      ['r', '退回补正'],
      ...(may.share && task !== null ? ([['t', '认领']] as const) : []),
      ['n', '下一件'],
      ['Esc', '离开输入框'],
    ],
  );
  const back = lastList();
  const held = heldSince(shown);
  const notAdopted = whyNotAdopted(shown);
  const handedOver = HANDED_OVER.flatMap((called) => {
    const notice = shown.notices.findLast(({ title }) => title.endsWith(called));
    return notice ? [{ occasion: notice.occasion, called }] : [];
  });
  const sentence =
    shown.decision === null || notAdopted !== null
      ? null
      : plainSentence(
          objectIn(objectIn(shown.decision).assessment),
          shown.kind === 'late-payment' ? shown.missed : null,
        );
  return (
    <article className="case">
      {back && (
        <nav aria-label="当前位置" className="crumbs">
          <Link to={back.address} state={back.state}>
            ← 返回{back.name}
          </Link>
        </nav>
      )}
      <div className="page-head">
        <h1>{caseId}</h1>
        <StateTag state={state} />
        <div className="actions">
          <Button href={`/console/cases/${caseId}/print/receipt`} target="_blank">
            打印回执
          </Button>
          {shown.decision !== null && (
            <Button href={`/console/cases/${caseId}/print/decision`} target="_blank">
              打印核定表
            </Button>
          )}
          {shown.kind === 'refund' && shown.decision !== null && (
            <Button href={`/console/cases/${caseId}/print/approval`} target="_blank">
              打印审批表
            </Button>
          )}
          {handedOver.map(({ occasion, called }) => (
            <Button
              key={occasion}
              href={`/console/cases/${caseId}/print/${encodeURIComponent(occasion)}`}
              target="_blank"
            >
              打印{called}
            </Button>
          ))}
          {can.resumeCase.allowed && (
            <Button type="primary" onClick={() => setAsksReason('resumeCase')}>
              {WITH_REASON.resumeCase.verb}
            </Button>
          )}
          {can.holdCase.allowed && (
            <Button onClick={() => setAsksReason(held ? 'letGo' : 'holdCase')}>
              {WITH_REASON[held ? 'letGo' : 'holdCase'].verb}
            </Button>
          )}
          {can.takeAuditPack.allowed && (
            <Button onClick={() => setAsksReason('takeAuditPack')}>{WITH_REASON.takeAuditPack.verb}</Button>
          )}
          {can.withdrawCase.allowed && (
            <Button onClick={() => setAsksReason('withdrawCase')}>{WITH_REASON.withdrawCase.verb}</Button>
          )}
          {next && (
            <Button onClick={() => navigate(`/tasks/${next}`)}>
              下一件 <kbd>n</kbd>
            </Button>
          )}
        </div>
      </div>
      <p className="subject">
        <strong>
          {shown.person.name}（{shown.person.idNumber}）
        </strong>{' '}
        {wordOf(KIND_WORDS, kind)} · {wordOf(regions, shown.region)} · {shown.coverageYear} 年度 · {shown.openedByName}{' '}
        于 {timeOf(shown.openedAt)} 受理
      </p>
      {held && (
        <p className="hint">
          个人信息暂不删除：{held.name ?? held.by} 于 {timeOf(held.at)}，{textIn(held.detail.reason)}
        </p>
      )}
      {sentence !== null && <p className="plain-sentence">{sentence}。</p>}
      <StepStrip shown={shown} />
      {decided !== undefined && <DecidedTask taskId={decided} history={shown.history} />}
      <NextStepNote shown={shown} />
      {shown.kind === 'newborn' && <AlikeChildren caseIds={shown.alike} />}
      <div className="columns">
        <div>
          {shown.decision !== null && (
            <DecisionCard
              heading={notAdopted === null ? '决定依据' : '测算（未采用，以办结的决定为准）'}
              decision={readDecision(objectIn(shown.decision).assessment)}
            />
          )}
          {notAdopted === null && <Confirmations shown={shown} />}
          <Opinions history={shown.history} />
          <Notices caseId={caseId} notices={shown.notices} />
        </div>
        <div>
          {decides && task && <DecideTask ref={panel} shown={shown} task={task} key={task.taskId} />}
          {whyNot !== null && (
            <p className="hint" role="status">
              {whyNot}
            </p>
          )}
          {shown.kind === 'newborn' && can.recordEvent.allowed && (
            <NewbornEvents caseId={caseId} region={shown.region} registered={shown.facts.registeredOn !== undefined} />
          )}
          {may.share && <Sharing ref={sharing} shown={shown} />}
          {may.seeDocuments && <Documents shown={shown} />}
          <PersonFields shown={shown} />
          <FactList facts={shown.facts}>
            <Corrections shown={shown} />
          </FactList>
          {shown.kind === 'refund' && <RefundParts shown={shown} />}
          {shown.kind === 'refund' && <Recoveries shown={shown} />}
          {shown.kind === 'newborn' && <Family caseId={caseId} />}
          <OthersOfPerson caseId={caseId} />
        </div>
      </div>
      <WayPicture shown={shown} />
      <History history={shown.history} />
      {asksReason && <ReasonDialog action={asksReason} caseId={caseId} onClose={() => setAsksReason(undefined)} />}
    </article>
  );
}
