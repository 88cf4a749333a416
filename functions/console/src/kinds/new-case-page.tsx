/** 新建: a form that is assessed while it is filled in; nothing is stored before 受理. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { call } from '../api/client.ts';
import { ApiError, type Issue } from '../api/errors.ts';
import type { PersonRecord } from '../cases/others-of-person.tsx';
import { DecisionCard } from '../decision/decision-card.tsx';
import { readDecision } from '../decision/read-decision.ts';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Nothing } from '../shell/notes.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useWarnBeforeLeaving } from '../shell/use-warn-before-leaving.ts';
import { useClock } from '../time/clock.ts';
import { FieldRows } from './field-rows.tsx';
import { EMPTY_DRAFT, type FormDraft, keepDraft, readFormDraft } from './form-drafts.ts';
import { readFields, withEntry } from './form-fields.ts';
import { FORMS } from './forms.ts';
import { entryOf } from './payment-entry.ts';
import { PersonInSight } from './person-in-sight.tsx';
import { useRested } from './use-rested.ts';

export function Component() {
  const { kind = '' } = useParams();
  return FORMS[kind] ? <NewCase kind={kind} key={kind} /> : <Navigate to="/" replace />;
}

function NewCase({ kind }: { kind: string }) {
  const form = FORMS[kind];
  const { today } = useClock();
  const navigate = useNavigate();
  const regions = useOwnRegions();
  const [{ chosen, typed }, setDraft] = useState<FormDraft>(() => readFormDraft(kind));
  const region = chosen || (Object.keys(regions)[0] ?? '');
  // One key for one case, however often its sending has to be repeated.
  const key = useRef(crypto.randomUUID());
  const read = useMemo(
    () => withRegion(readFields(form?.fields ?? [], typed), kind, region),
    [form, typed, kind, region],
  );
  const may = useMay();
  const typedForm = useRef<HTMLFormElement>(null);
  // Whoever comes here types: the region is chosen already.
  useEffect(() => typedForm.current?.querySelector('input')?.focus(), []);
  const trial = may.tryCase ? (form?.trial?.(read) ?? null) : null;
  const asked = trial ?? form?.assessment(read, today) ?? null;
  const request = useRested(asked);
  const assessed = useAssessment(kind, request);
  const opening = useMutation({
    mutationFn: () =>
      call('openCase', { headers: { 'Idempotency-Key': key.current }, body: form?.opening(read) ?? {} }),
    onSuccess: ({ caseId }) => {
      keepDraft(kind, EMPTY_DRAFT);
      navigate(`/cases/${caseId}`);
    },
  });
  const isFilled = Object.values(typed).some((text) => text !== '');
  useWarnBeforeLeaving(isFilled && !opening.isSuccess);
  if (!form) return null;
  const issues = [...issuesOf(opening.error), ...issuesOf(assessed.error)];
  const change = (part: Partial<FormDraft>) => {
    const next = { chosen, typed, ...part };
    setDraft(next);
    keepDraft(kind, next);
    if (opening.isError) {
      opening.reset();
      key.current = crypto.randomUUID();
    }
  };
  const paymentUse = {
    use: (payment: PersonRecord['payments'][number]) =>
      change({ typed: withEntry(typed, 'payments', entryOf(payment), 1) }),
    used: new Set(Object.entries(typed).flatMap(([path, text]) => (/^payments\.\d+\.id$/.test(path) ? [text] : []))),
  };
  return (
    <>
      <div className="page-head">
        <h1>新建：{form.title}</h1>
        {isFilled && <Button onClick={() => change(EMPTY_DRAFT)}>清空表格</Button>}
      </div>
      <div className="columns form-first">
        <form
          className="card fields"
          ref={typedForm}
          noValidate
          aria-label={form.title}
          onSubmit={(event) => {
            event.preventDefault();
            opening.mutate();
          }}
        >
          <div className="field">
            <label htmlFor="form-region">统筹区</label>
            <select id="form-region" value={region} onChange={(event) => change({ chosen: event.target.value })}>
              {Object.entries(regions).map(([code, name]) => (
                <option key={code} value={code}>
                  {name} {code}
                </option>
              ))}
            </select>
          </div>
          <FieldRows fields={form.fields} typed={typed} onChange={(next) => change({ typed: next })} issues={issues} />
          {opening.isError && <FailureNote what="没有受理" error={opening.error} />}
          <div className="sticky">
            <Button type="primary" htmlType="submit" loading={opening.isPending}>
              受理
            </Button>
          </div>
        </form>
        <div>
          <PersonInSight
            idNumber={typed[`${form.who}.idNumber`] ?? ''}
            forForm={kind === 'refund' ? paymentUse : undefined}
          />
          <div aria-live="polite">
            {assessed.data && request ? (
              <DecisionCard heading="试算结果（尚未保存）" decision={readDecision(assessed.data)} />
            ) : assessed.error && request ? (
              <FailureNote what="还不能试算" error={assessed.error} />
            ) : (
              <Nothing title="边填边算：填好年度等内容，这里就会列出金额、等待期、待遇开始日和每一条依据。" />
            )}
          </div>
        </div>
      </div>
    </>
  );
}

function withRegion(read: Record<string, unknown>, kind: string, region: string): Record<string, unknown> {
  if (kind === 'newborn') return { ...read, region };
  return { ...read, facts: { region, ...(typeof read.facts === 'object' && read.facts) } };
}

function useAssessment(kind: string, request: Record<string, unknown> | null) {
  return useQuery({
    queryKey: ['assessment', kind, request],
    queryFn: ({ signal }) =>
      request?.person === undefined
        ? call('assess', { path: { kind }, body: request ?? {} }, signal)
        : call('tryCase', { body: request }, signal),
    // An id number stays no longer than the page that asks.
    ...(request?.person !== undefined && { gcTime: 0 }),
    enabled: request !== null,
    retry: false,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

const issuesOf = (error: unknown): readonly Issue[] => (error instanceof ApiError ? error.issues : []);
