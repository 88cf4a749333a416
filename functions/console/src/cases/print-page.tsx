/** Papers of a case on A4: the receipt, the decision with its clauses, and each notice word for word. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import { type Answer, call } from '../api/client.ts';
import { agencyQuery, caseQuery } from '../api/queries.ts';
import { BasisTable, Figures } from '../decision/decision-card.tsx';
import { objectIn, readDecision } from '../decision/read-decision.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { timeOf, useClock } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, STATE_WORDS } from '../words/dictionary.ts';
import { ApprovalForm } from './approval-form.tsx';
import type { CaseView } from './case-view.ts';
import { Confirmations } from './confirmations.tsx';
import { FactList } from './fact-list.tsx';
import { Letter } from './letter.tsx';
import { whyNotAdopted } from './not-adopted.ts';
import { Opinions } from './opinions.tsx';

/** How long the page may take to be drawn with the name before it is printed. */
const NEXT_DRAWING = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

export function Component() {
  const { caseId = '', document: name = 'receipt' } = useParams();
  const found = useQuery(caseQuery(caseId));
  const can = found.data?.can;
  const names = can?.revealPerson.allowed === true && can.issuePaper.allowed;
  const [holder, setHolder] = useState<string | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  // What is handed to somebody names them in full: the case keeps who printed it, as it keeps every look at a name.
  const print = useMutation({
    mutationFn: async () => {
      if (names && holder === null) {
        const reason = `打印${titleOf(name)}，交给本人`;
        const { value } = await call('revealPerson', { path: { id: caseId }, body: { field: 'name', reason } });
        const { number: given } = await call('issuePaper', { path: { id: caseId }, body: { paper: name } });
        setHolder(value);
        setNumber(given);
        await NEXT_DRAWING();
      }
      globalThis.print();
    },
  });
  if (found.isPending) return <Loading what={`案件 ${caseId}`} />;
  if (found.isError) return <FailureNote what="文书没有读到" error={found.error} retry={() => found.refetch()} />;
  return (
    <main className="paper">
      <div className="no-print">
        <Button type="primary" loading={print.isPending} onClick={() => print.mutate()}>
          {names ? '写明姓名并打印' : '打印'}
        </Button>
        <Button onClick={() => close()}>关闭</Button>
        {names && holder === null && <p className="hint">打印时写明当事人姓名，并记入案件。</p>}
        {print.isError && <FailureNote what="没有打印" error={print.error} />}
      </div>
      <Paper shown={found.data} name={name} holder={holder ?? found.data.person.name} number={number} />
    </main>
  );
}

const titleOf = (name: string): string =>
  ({ receipt: '受理回执', decision: '核定表', approval: '退费审批表' })[name] ?? '通知书';

/** @param props.holder whom it is about: in full on what is handed over, masked on the screen before that */
function Paper(props: { shown: CaseView; name: string; holder: string; number: string | null }) {
  const { shown: masked, name, holder, number } = props;
  const shown = { ...masked, person: { ...masked.person, name: holder } };
  if (name === 'receipt') return <Receipt shown={shown} number={number} />;
  if (name === 'decision') return <DecisionPaper shown={shown} number={number} />;
  if (name === 'approval' && shown.kind === 'refund') {
    return (
      <Sheet shown={shown} title="退费审批表" at={shown.openedAt} number={number} unsigned>
        <ApprovalForm shown={shown} />
      </Sheet>
    );
  }
  const notice = shown.notices.find(({ occasion }) => occasion === name);
  if (!notice) return <p role="alert">案件 {shown.caseId} 没有这份文书。</p>;
  return (
    <Sheet
      shown={shown}
      title={notice.title}
      at={notice.at}
      number={number}
      decides={notice.body.some((line) => line.startsWith('救济途径'))}
    >
      <Letter body={notice.body.map((line) => line.replaceAll(masked.person.name, holder))} />
    </Sheet>
  );
}

function Sheet(props: {
  shown: CaseView;
  title: string;
  at: string;
  /** Of the document; null before it is printed, or where the agency numbers none. */
  number: string | null;
  /** It decides something that somebody may complain of. */
  decides?: boolean;
  /** A form that is signed box by box. */
  unsigned?: boolean;
  children: ReactNode;
}) {
  const { shown, title, at, number, decides = false, unsigned = false, children } = props;
  const agency = useQuery(agencyQuery(shown.region)).data?.agency ?? null;
  const regions = useRegionWords();
  const { canBeMoved } = useClock();
  return (
    <>
      {canBeMoved && <p className="demo-mark">演示：人员均为虚构，本件无效</p>}
      <h1>{title}</h1>
      {number !== null && <p className="number-line">{number}</p>}
      <p className="number-line">受理编号 {shown.caseId}</p>
      {children}
      {decides && agency && <p>{remedyOf(agency)}</p>}
      {agency && (agency.address !== '' || agency.telephone !== '') && (
        <p>
          {agency.address !== '' && `地址：${agency.address}`}
          {agency.address !== '' && agency.telephone !== '' && '；'}
          {agency.telephone !== '' && `电话：${agency.telephone}`}
        </p>
      )}
      {!unsigned && (
        <p className="signature">
          {agency && agency.name !== '' ? agency.name : `${wordOf(regions, shown.region)}医疗保险经办机构`}（盖章）
          <br />
          {timeOf(at)}
        </p>
      )}
    </>
  );
}

/** Only what the agency has filled in: nobody is sent to somebody who does not hear them. */
function remedyOf({ complaintTo, complaintWithin, court, courtWithin }: Agency): string {
  const ways = [
    complaintTo === '' ? '' : `${complaintWithin}向${complaintTo}申请行政复议`,
    court === '' ? '' : `${courtWithin}向${court}提起行政诉讼`,
  ].filter((way) => way !== '');
  return ways.length === 0 ? '' : `对本决定不服的，可以${ways.join('，也可以')}。`;
}

type Agency = NonNullable<Answer<'getAgency'>['agency']>;

function Receipt({ shown, number }: { shown: CaseView; number: string | null }) {
  const { person, kind, coverageYear, openedAt, openedByName, state, waitingFor } = shown;
  return (
    <Sheet shown={shown} title="受理回执" at={openedAt} number={number}>
      <p>
        {person.name}（证件号码 {person.idNumber}）的{wordOf(KIND_WORDS, kind)}申请（{coverageYear} 年度）已于{' '}
        {timeOf(openedAt)} 受理，经办人 {openedByName}。
      </p>
      <p>
        目前状态：{wordOf(STATE_WORDS, state)}
        {waitingFor && `，至 ${waitingFor.due}`}。
      </p>
      <FactList facts={shown.facts} />
    </Sheet>
  );
}

function DecisionPaper({ shown, number }: { shown: CaseView; number: string | null }) {
  const decision = readDecision(objectIn(shown.decision).assessment);
  const notAdopted = whyNotAdopted(shown);
  const decidedBy =
    notAdopted === null ? ['assessed', 'ground_checked'] : ['task_decided', 'case_withdrawn', shown.state];
  const at = shown.history.findLast(({ event }) => decidedBy.includes(event))?.at ?? shown.openedAt;
  return (
    <Sheet shown={shown} title={`${wordOf(KIND_WORDS, shown.kind)}核定表`} at={at} number={number} decides>
      <p>
        {shown.person.name}，证件号码 {shown.person.idNumber}，{shown.coverageYear} 年度。
      </p>
      {notAdopted === null ? (
        <>
          <Figures figures={decision.figures} />
          <BasisTable basis={decision.basis} />
          <Confirmations shown={shown} />
        </>
      ) : (
        <p>
          决定：{wordOf(STATE_WORDS, shown.state)}。{notAdopted && `理由：${notAdopted}`}
        </p>
      )}
      <Opinions history={shown.history} />
      {notAdopted === null && decision.policy && <p>依据政策表版本 {decision.policy.version}。</p>}
    </Sheet>
  );
}
