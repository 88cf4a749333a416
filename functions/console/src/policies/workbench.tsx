/** The text beside the table that comes out of it. Everything is done by one key each, and kept on the server as it is done. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { draftsQuery, policiesQuery } from '../api/queries.ts';
import { saveFile } from '../files/save-file.ts';
import { useRested } from '../kinds/use-rested.ts';
import { FailureNote } from '../shell/notes.tsx';
import { type ShortcutHelp, useShortcuts } from '../shell/shortcuts.ts';
import { useWarnBeforeLeaving } from '../shell/use-warn-before-leaving.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { DRAFT_WORDS } from '../words/dictionary.ts';
import { AddField } from './add-field.tsx';
import { ClausePane } from './clause-pane.tsx';
import { sayProblem } from './say-problem.ts';
import { sayField } from './say-proposal.ts';
import { SELECTED, type Source } from './source-field.tsx';
import { TextPane } from './text-pane.tsx';
import { choosing, type Editing, TextRow } from './text-row.tsx';
import {
  FIRST_DAY,
  type FieldAnswer,
  gapsOf,
  isOpen,
  type Kept,
  LAST_DAY,
  leftOut,
  type OpenField,
  openFields,
  type Row,
  sectionsOf,
  sent,
  type Words,
  type Work,
  withAnswer,
  withoutAnswer,
  wordsOf,
  workOf,
} from './text-work.ts';
import { TypicalPeople } from './typical-people.tsx';
import { useScrolledTo } from './use-scrolled-to.ts';

type Place = { region: string; coverageYear: string };

const KEYS: ShortcutHelp = [
  ['j / k', '下一项、上一项'],
  ['a', '采用'],
  ['e', '修改、补充'],
  ['r', '不采用、去掉'],
  ['s', '没有写明'],
  ['u', '撤销'],
  ['1 / 2', '前后矛盾的，采用第一句、第二句'],
  ['Esc', '不再修改'],
];

/** @param props.justRead the text was read by a key of this page: the first proposal has the focus */
export function Workbench({ path, kept, justRead }: { path: Place; kept: Kept; justRead: boolean }) {
  const [work, setWork] = useState<Work>(() => workOf(kept));
  const reviewed = useKept(path, work);
  const shown = reviewed.data?.work ?? kept;
  const sections = sectionsOf(shown.rows);
  const [added, setAdded] = useState<readonly OpenField[]>([]);
  const open = openFields(shown, added);
  const rows = [...sections.flatMap((section) => section.rows), ...open];
  const answers = new Map(work.answers.map((one) => [one.field, one]));
  const isLeft = (row: Row): boolean => isOpen(row, answers);
  const [chosen, setChosen] = useState(() => rows.find(isLeft)?.field ?? rows[0]?.field ?? '');
  const [editing, setEditing] = useState<Editing>(null);
  const [selected, setSelected] = useState<Words | null>(null);
  const pane = useRef<HTMLElement>(null);
  const row = useRef<HTMLLIElement>(null);
  const finish = useRef<HTMLElement>(null);
  // Begun from the version in force, whose answers stand beside those of the new one.
  const isChange = work.begins !== '' && work.begins !== 'blank';
  const { moved, focus } = useFocusOnRow(row, justRead, shown);
  useScrolledTo(pane, row, moved ? `${chosen} ${editing} ${open.some(({ field }) => field === chosen)}` : '');
  const tables = useQuery(policiesQuery).data?.policies ?? [];
  const hasLastYear = tables.some(
    ({ region, coverageYear }) => region === path.region && coverageYear === Number(path.coverageYear) - 1,
  );
  const [sought, setSought] = useState<Words | null>(null);
  const current = rows.find(({ field }) => field === chosen);

  const goTo = (field: string | undefined) => {
    if (field === undefined) return;
    setEditing(null);
    setSought(null);
    setChosen(field);
    focus();
  };
  const move = (by: number) => {
    const at = rows.findIndex(({ field }) => field === chosen);
    goTo(rows[Math.min(Math.max(0, at + by), rows.length - 1)]?.field);
  };
  const answer = (one: FieldAnswer) => {
    setWork((before) => withAnswer(before, one));
    setSelected(null);
    const at = rows.findIndex(({ field }) => field === one.field);
    const following = [...rows.slice(at + 1), ...rows.slice(0, at)].find(isLeft);
    if (following) return goTo(following.field);
    // Who changes or adds something afterwards goes on there.
    const edited = rows[at];
    if (!edited || !isLeft(edited)) return goTo(one.field);
    // Nothing is left to be decided: what remains is at the foot.
    setEditing(null);
    finish.current?.focus();
  };
  const takeBack = (field: string) => {
    setWork((before) => withoutAnswer(before, field));
    goTo(field);
  };
  const proposed = current?.proposal ? current : undefined;
  const disputed = current?.against ?? [];
  useShortcuts(
    {
      ...Object.fromEntries(disputed.map((one, index) => [String(index + 1), () => answer(choosing(chosen, one))])),
      j: () => move(1),
      k: () => move(-1),
      a: () => proposed && answer({ field: proposed.field, answer: 'accept' }),
      r: () => (proposed || current?.kept || disputed.length > 0) && answer({ field: chosen, answer: 'reject' }),
      e: () => current && setEditing('change'),
      s: () => current && setEditing('silent'),
      u: () => answers.has(chosen) && takeBack(chosen),
      Escape: () => editing && goTo(chosen),
    },
    KEYS,
  );

  const ways = [...new Set(rows.flatMap(({ field }) => /^ways\.(\w+)\./.exec(field)?.[1] ?? []))];
  const nameOfWay = (way: string): string =>
    rows.find(({ field }) => field.startsWith(`ways.${way}.`))?.label.split(/[：:]/)[0] ?? way;
  const known = {
    conditions: shown.conditions,
    names: { ...Object.fromEntries(ways.map((way) => [`ways.${way}`, `${nameOfWay(way)}的截止日`])), ...shown.names },
    ways: new Map(ways.map((way) => [way, nameOfWay(way)])),
  };
  const used = shown.rows.flatMap(({ proposal }) => (proposal ? [proposal] : []));
  const rowOf = (one: Row) => (
    <TextRow
      key={one.field}
      row={one}
      ref={one.field === chosen ? row : undefined}
      answer={answers.get(one.field)}
      editing={editing}
      problems={shown.issues.filter(({ field }) => field === one.field).map(({ message }) => sayProblem(message))}
      sources={sourcesOf(work.text, selected, shown.unread, used)}
      text={work.text}
      clauses={shown.clauses}
      known={known}
      onAnswer={answer}
      onEdit={(next) => (next === null ? goTo(one.field) : setEditing(next))}
      onTakeBack={() => takeBack(one.field)}
      onChoose={() => goTo(one.field)}
    />
  );
  return (
    <>
      <div className="told-line">
        <Told shown={shown} gaps={gapsOf(work)} onChoose={goTo} />
        <Unread text={work.text} unread={shown.unread} onSeek={setSought} />
      </div>
      <div className="text-columns">
        {work.text === '' ? (
          <ClausePane row={current} />
        ) : (
          <TextPane
            text={work.text}
            used={used}
            unread={shown.unread}
            against={shown.rows.flatMap(({ against }) => against)}
            current={sought ?? (current ? wordsOf(current, answers.get(current.field)) : null)}
            onSelect={setSelected}
            onChoose={({ start, end }) =>
              goTo(
                rows.find(({ proposal, against }) =>
                  [...(proposal ? [proposal] : []), ...against].some((one) => one.start <= start && end <= one.end),
                )?.field,
              )
            }
          />
        )}
        <section className="card table-side" aria-label="政策表">
          <h2 className="hidden">政策表</h2>
          <p className="hint key-line">
            {KEYS.slice(0, 6).map(([key, does]) => (
              <span key={key}>
                <kbd>{key}</kbd> {does}{' '}
              </span>
            ))}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse moves it with the arrow keys */}
          <section className="row-pane" ref={pane} tabIndex={0} aria-label="逐项核对">
            <Head work={work} onChange={setWork} />
            {sections.map(({ title, rows: own }) => (
              <section key={title} aria-label={title}>
                <h3>{title}</h3>
                <ul className="text-rows">{own.map(rowOf)}</ul>
              </section>
            ))}
            {open.length > 0 && (
              <section aria-label="文件没有写明的">
                <h3>文件没有写明的</h3>
                <p className="hint">不补充的留空，办理时由人决定。</p>
                <ul className="text-rows">{open.map(rowOf)}</ul>
              </section>
            )}
            <AddField
              addable={shown.addable}
              onAdd={(fields) => {
                setAdded((before) => [...before, ...fields]);
                goTo(fields[0]?.field);
                setEditing('change');
              }}
            />
          </section>
        </section>
      </div>
      <Gone gone={shown.gone} coverageYear={path.coverageYear} names={known.names} />
      <TypicalPeople
        people={shown.people}
        coverageYear={path.coverageYear}
        isChange={isChange}
        hasLastYear={hasLastYear}
      />
      <Finish
        ref={finish}
        path={path}
        shown={shown}
        left={rows.filter(isLeft).length}
        total={shown.rows.filter(({ proposal, against }) => proposal || against.length > 0).length}
        gaps={gapsOf(work)}
        isBehind={reviewed.isBehind}
        keptAt={shown.keptAt}
      >
        {reviewed.isError && (
          <FailureNote what="刚才的改动没有保存" error={reviewed.error} retry={() => reviewed.refetch()} />
        )}
      </Finish>
    </>
  );
}

/** Sends what was decided once the hand rests: the answer says what it makes of the table. */
function useKept(path: Place, work: Work) {
  const request = useRested(work);
  const [first] = useState(work);
  const query = useQuery({
    queryKey: ['policy-work', 'kept', path, request],
    queryFn: ({ signal }) => call('keepPolicyWork', { path, body: sent(request) }, signal),
    // What was read is kept already.
    enabled: request !== first,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // An earlier state that one comes back to is kept anew.
    gcTime: 0,
    retry: false,
  });
  const isBehind = request !== work || query.isFetching || query.isPlaceholderData;
  useWarnBeforeLeaving(isBehind);
  useSentOnLeaving(path, work, isBehind);
  return { ...query, isBehind };
}

/** Who goes to another page before the hand rests leaves nothing behind. */
function useSentOnLeaving(path: Place, work: Work, isBehind: boolean): void {
  const last = useRef({ path, work, isBehind });
  last.current = { path, work, isBehind };
  useEffect(
    () => () => {
      const { path: place, work: body, isBehind: isLost } = last.current;
      if (isLost) call('keepPolicyWork', { path: place, body: sent(body) }).catch(() => undefined);
    },
    [],
  );
}

function focusIn(row: HTMLElement | null): void {
  const button = row?.querySelector<HTMLElement>('.row-choices button') ?? row?.querySelector('button');
  button?.focus({ preventScroll: true });
}

/** The row that one came to has the focus; a page that was just opened takes none. */
function useFocusOnRow(
  row: RefObject<HTMLElement | null>,
  atOnce: boolean,
  shown: Kept,
): { moved: boolean; focus: () => void } {
  const [asked, setAsked] = useState(atOnce ? 1 : 0);
  useEffect(() => {
    if (asked === 0) return;
    focusIn(row.current);
  }, [row, asked]);
  // A gap that was filled goes to its section, and takes the focus along.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows move when an answer comes
  useEffect(() => {
    if (asked > 0 && document.activeElement === document.body) focusIn(row.current);
  }, [shown]);
  return { moved: asked > 0, focus: () => setAsked((before) => before + 1) };
}

function sourcesOf(
  text: string,
  selected: Words | null,
  unread: readonly Words[],
  used: readonly Words[],
): readonly Source[] {
  const said = ({ start, end }: Words): string => text.slice(start, end).trim().replaceAll(/\s+/g, ' ').slice(0, 60);
  const once = [...new Map([...unread, ...used].map((words) => [words.start, words])).values()];
  return [
    ...(selected ? [{ ...selected, label: `${SELECTED}${said(selected)}` }] : []),
    ...once.sort((a, b) => a.start - b.start).map(({ start, end }) => ({ start, end, label: said({ start, end }) })),
  ];
}

/** The sentences that no proposal came from, each a key away from its place in the text. */
function Unread(props: { text: string; unread: Kept['unread']; onSeek: (words: Words) => void }) {
  const { text, unread, onSeek } = props;
  if (unread.length === 0) return null;
  return (
    <details className="card told">
      <summary>没有读出的句子（{unread.length} 句）：有金额、日期、比例或人群，请逐句看过</summary>
      <ul>
        {unread.map(({ start, end }) => (
          <li key={start}>
            <button
              type="button"
              className="link"
              onClick={() => {
                onSeek({ start, end });
                document.querySelector<HTMLElement>('.policy-text')?.focus();
              }}
            >
              {text.slice(start, end).trim()}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What last year's table states and this one does not: nobody may have meant to leave it out. */
function Gone(props: { gone: Kept['gone']; coverageYear: string; names: Kept['names'] }) {
  const { gone, coverageYear, names } = props;
  if (gone.length === 0) return null;
  return (
    <details className="card told">
      <summary>
        {Number(coverageYear) - 1} 年度的表有、这份表没有的（{gone.length} 项）
      </summary>
      <ul>
        {gone.map(({ field, label, value }) => (
          <li key={field}>
            {label}：{sayField(field, value, names)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What no sentence says: how the region and the document are called, and from when the table holds. */
function Head({ work, onChange }: { work: Work; onChange: (work: Work) => void }) {
  const hasDay = gapsOf(work).every(({ id }) => id !== 'head-day');
  return (
    <fieldset className="fields">
      <legend>这份文件</legend>
      <div className="field">
        <label htmlFor="head-name">统筹区名称</label>
        <input
          id="head-name"
          type="text"
          maxLength={40}
          value={work.name}
          onChange={(event) => onChange({ ...work, name: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="head-title">文件名称</label>
        <input
          id="head-title"
          type="text"
          maxLength={200}
          value={work.title}
          onChange={(event) => onChange({ ...work, title: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="head-day">施行日期</label>
        <input
          id="head-day"
          type="date"
          min={FIRST_DAY}
          max={LAST_DAY}
          value={work.inForceFrom}
          aria-describedby="head-day-hint"
          onChange={(event) => onChange({ ...work, inForceFrom: event.target.value })}
        />
        <small id="head-day-hint">
          {hasDay ? '' : work.inForceFrom === '' ? '必填。' : '年份应在 2000 至 2099 之间。'}
          通知写明自哪一天起执行的填那一天；没有写的，填发布之日。
        </small>
      </div>
    </fieldset>
  );
}

/** What has to be seen before all else: of the text, and of the table that would come out of it. */
function Told(props: { shown: Kept; gaps: ReturnType<typeof gapsOf>; onChoose: (field: string) => void }) {
  const { shown, gaps, onChoose } = props;
  const { warnings, issues, hints } = shown;
  const others = [...warnings, ...hints].map(sayProblem);
  const doubted = shown.rows.filter(({ doubt }) => doubt !== '');
  const count = issues.length + gaps.length;
  const noted = others.length + doubted.length;
  // Opened and closed by a person only, lest the page jump while one works.
  const [isOpen] = useState(issues.length > 0 && issues.length <= 2);
  if (count + noted === 0) {
    return (
      <p className="card told" role="status">
        没有矛盾，必填的都有。
      </p>
    );
  }
  return (
    <details className="card told" open={isOpen}>
      <summary>
        <strong role="status">
          {count === 0
            ? '没有矛盾，必填的都有'
            : issues.length === 0
              ? `没有矛盾，还没有填：${gaps.map(({ label }) => label).join('、')}`
              : `有 ${count} 处矛盾或必填的空缺`}
        </strong>
        {noted > 0 && `，另有 ${noted} 点须注意`}
      </summary>
      <ul>
        {issues.map(({ field, label, message }) => (
          <li key={`${field} ${message}`}>
            <button type="button" className="link" onClick={() => onChoose(field)}>
              {label === '' ? '政策表' : label}
            </button>
            ：{sayProblem(message)}
          </li>
        ))}
        {gaps.map(({ id, label }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => document.getElementById(id)?.focus()}>
              {label}
            </button>
            ：还没有填
          </li>
        ))}
        {doubted.map(({ field, label, doubt }) => (
          <li key={field}>
            <button type="button" className="link" onClick={() => onChoose(field)}>
              {label}
            </button>
            ：{doubt}
          </li>
        ))}
        {others.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </details>
  );
}

function Finish(props: {
  ref: RefObject<HTMLElement | null>;
  path: Place;
  shown: Kept;
  left: number;
  total: number;
  gaps: ReturnType<typeof gapsOf>;
  isBehind: boolean;
  keptAt: string;
  /** What went wrong with keeping it. */
  children: ReactNode;
}) {
  const { path, shown, left, total, gaps, isBehind, keptAt, children } = props;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [seen, setSeen] = useState(false);
  const doubts = shown.rows.filter(({ doubt }) => doubt !== '').length;
  const unseen = shown.unread.length > 0 && !seen;
  const { title, text } = shown;
  const answers = new Map(shown.answers.map((one) => [one.field, one]));
  const notice = { title, text, unread: leftOut(shown, answers), unreadSeen: !unseen };
  const drafts = useQuery(draftsQuery(path.region, path.coverageYear));
  // What was handed in after it was last changed is what stands here.
  const there = drafts.data?.drafts.find(({ submittedAt, state }) => submittedAt >= keptAt && state !== 'withdrawn');
  // Why the last one was withdrawn is what is to be changed here.
  const withdrawn = drafts.data?.drafts
    .filter(({ withdrawal }) => withdrawal !== null)
    .toSorted((one, other) => (other.withdrawal?.at ?? '').localeCompare(one.withdrawal?.at ?? ''))[0];
  const submit = useMutation({
    mutationFn: () =>
      call('submitDraft', {
        path,
        body: {
          table: shown.table ?? {},
          ...(text.trim() !== '' && { notice }),
        },
      }),
    onSuccess: () => {
      // This page has asked for them too, before there was this one.
      queries.invalidateQueries({ queryKey: ['drafts'] });
      navigate(`/policies/${path.region}/${path.coverageYear}/drafts`);
    },
  });
  return (
    <section className="card finish" aria-label="提交" ref={props.ref} tabIndex={-1}>
      {children}
      {submit.isError && <FailureNote what="没有提交" error={submit.error} takesFocus />}
      <p role="status">
        {progressOf(left, total, shown.answers.length)}
        {gaps.length > 0 && `还没有填：${gaps.map(({ label }) => label).join('、')}。`}
        {doubts > 0 && `有 ${doubts} 项与引文不符。`}
        {children ? '' : isBehind ? '正在保存。' : `已于 ${timeOf(keptAt)} 保存。`}
      </p>
      {!there && withdrawn?.withdrawal && (
        <p>
          上一份草案由{withdrawn.withdrawal.byName}于 {timeOf(withdrawn.withdrawal.at)} 撤回：
          {withdrawn.withdrawal.reason}。<Link to={`/policies/${path.region}/${path.coverageYear}/drafts`}>看草案</Link>
        </p>
      )}
      {there && (
        <p>
          已于 {timeOf(there.submittedAt)} 提交，现为{wordOf(DRAFT_WORDS, there.state)}。
          <Link to={`/policies/${path.region}/${path.coverageYear}/drafts`}>看草案</Link>
        </p>
      )}
      {!there && shown.unread.length > 0 && (
        <label>
          <input type="checkbox" checked={seen} onChange={(event) => setSeen(event.target.checked)} /> 没有读出的{' '}
          {shown.unread.length} 句都已看过
        </label>
      )}
      <div className="pair">
        <Button
          onClick={() =>
            saveFile(new Blob([shown.yaml], { type: 'application/yaml' }), `${path.region}-${path.coverageYear}.yaml`)
          }
        >
          下载政策表文件
        </Button>
        <Button
          type="primary"
          disabled={there !== undefined || shown.table === null || gaps.length > 0 || isBehind || unseen}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          提交草案
        </Button>
      </div>
    </section>
  );
}

function progressOf(left: number, total: number, answers: number): string {
  if (left > 0) return `还剩 ${left} 项待核对（共 ${total} 项）。`;
  return total > 0 ? `${total} 项建议都已核对。` : `填写或改动了 ${answers} 项。`;
}
