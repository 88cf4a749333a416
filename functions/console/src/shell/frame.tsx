/** What is around every page: who, where, the menu, and what concerns all pages. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { Link, NavLink, Outlet, useNavigate } from 'react-router';
import { countTasksQuery, deadLettersQuery, inboxQuery } from '../api/queries.ts';
import { useArrival } from '../desk/arrival.ts';
import { SearchBox } from '../find/search-box.tsx';
import { KINDS } from '../kinds/kinds.ts';
import { NewCaseDialog } from '../kinds/new-case-dialog.tsx';
import { ToApproveCount } from '../policies/waiting-drafts.tsx';
import { EndedDialog } from '../session/ended-dialog.tsx';
import { OfficeAlarms, OfficeLink } from '../session/office-notes.tsx';
import { signOut } from '../session/sign-in.ts';
import { useMay, useWho } from '../session/use-session.ts';
import { DemoClock } from '../time/demo-clock.tsx';
import { wordOf } from '../words/case-words.ts';
import { ROLE_WORDS } from '../words/dictionary.ts';
import { useOwnRegions } from './region-words.ts';
import { type ShortcutHelp, shortcutsAtHand, useShortcuts } from './shortcuts.ts';
import { useArrivalFocus } from './use-arrival-focus.ts';
import { useOnline } from './use-online.ts';
import { useWindowTitle } from './window-title.ts';

export function PageFrame() {
  const navigate = useNavigate();
  const [helps, setHelps] = useState(false);
  const [chooses, setChooses] = useState(false);
  const may = useMay();
  const online = useOnline();
  const main = useRef<HTMLElement>(null);
  const { count, text } = useTaskCount();
  useWindowTitle(main, count);
  useArrival();
  useArrivalFocus(main);
  useShortcuts(
    {
      ...(may.readCases && { 'g t': () => navigate('/tasks') }),
      '?': () => setHelps(true),
      ...(may.open && { c: () => setChooses(true) }),
    },
    [],
  );
  const everywhere: ShortcutHelp = [
    ...(may.open ? ([['c', '新建']] as const) : []),
    ...(may.readCases ? ([['g t', '回到待办']] as const) : []),
    ['?', '这份说明'],
  ];
  return (
    <div className="frame">
      <a className="skip" href="#main">
        跳到正文
      </a>
      <DemoClock />
      <Header onHelp={() => setHelps(true)} onNew={() => setChooses(true)} />
      <Menu tasks={text} />
      <main id="main" tabIndex={-1} ref={main}>
        {!online && (
          <p className="offline" role="alert">
            网络已断开。可以继续填写，内容会保留；网络恢复后再提交。
          </p>
        )}
        <OfficeAlarms />
        <Outlet />
      </main>
      <EndedDialog />
      {may.open && <NewCaseDialog open={chooses} onClose={() => setChooses(false)} />}
      <Modal open={helps} title="键盘" footer={null} onCancel={() => setHelps(false)} destroyOnHidden>
        <dl className="keys">
          {helps &&
            [...shortcutsAtHand(), ...everywhere].map(([key, text]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
        </dl>
      </Modal>
    </div>
  );
}

function Header({ onHelp, onNew }: { onHelp: () => void; onNew: () => void }) {
  const who = useWho();
  const may = useMay();
  const regions = useOwnRegions();
  return (
    <header>
      <Link to="/" className="brand">
        参保经办
      </Link>
      {may.find && <SearchBox />}
      {may.open && (
        <Button onClick={onNew}>
          新建 <kbd>c</kbd>
        </Button>
      )}
      <span className="who">
        {who.name} · {wordOf(ROLE_WORDS, who.role)}
        {who.role !== 'auditor' && who.regions.length > 0 && ` · ${Object.values(regions).join('、')}`}
      </span>
      <OfficeLink />
      <Link to="/reference">接口</Link>
      <Button type="text" onClick={onHelp}>
        键盘 <kbd>?</kbd>
      </Button>
      <Button type="text" onClick={() => signOut()}>
        退出
      </Button>
    </header>
  );
}

/** With how many came that were not seen. */
function InboxLink() {
  const { data } = useQuery(inboxQuery);
  const unseen = data?.unseen ?? 0;
  return (
    <NavLink to="/inbox">
      收到{' '}
      {unseen > 0 && (
        <span className="count" title={`${unseen} 条没有看过`}>
          {unseen}
        </span>
      )}
    </NavLink>
  );
}

/** @param props.tasks how many are open, in words; nothing where there are none. */
function Menu({ tasks }: { tasks: string }) {
  const may = useMay();
  return (
    <nav aria-label="主菜单">
      <ul>
        {may.readCases && (
          <>
            <li>
              <NavLink to="/tasks">
                待办{' '}
                {tasks !== '' && (
                  <span className="count" title={`${tasks} 件待办`}>
                    {tasks}
                  </span>
                )}
              </NavLink>
            </li>
            {may.share && (
              <li>
                <InboxLink />
              </li>
            )}
            <li>
              <NavLink to="/done">已办</NavLink>
            </li>
            <li>
              <NavLink to="/cases">案件</NavLink>
            </li>
          </>
        )}
        {may.open && (
          <li>
            <span className="menu-heading">新建</span>
            <ul>
              {KINDS.map(({ kind, name }) => (
                <li key={kind}>
                  <NavLink to={`/new/${kind}`}>{name}</NavLink>
                </li>
              ))}
            </ul>
          </li>
        )}
        {may.readCases && (
          <>
            <li>
              <NavLink to="/deadlines">期限日历</NavLink>
            </li>
            <li>
              <NavLink to="/reminders">提醒 {may.decide && <DeadCount />}</NavLink>
            </li>
          </>
        )}
        {(may.sendBatches || may.readCases) && (
          <li>
            <NavLink to="/batches">批量退费</NavLink>
          </li>
        )}
        {may.confirmPayments && (
          <li>
            <NavLink to="/payments" end>
              缴费确认
            </NavLink>
          </li>
        )}
        {may.seeUnallocated && (
          <li>
            <NavLink to="/payments/unallocated">待认领缴费</NavLink>
          </li>
        )}
        {may.importFiles && (
          <li>
            <NavLink to="/imports">数据导入</NavLink>
          </li>
        )}
        {may.exchangeFiles && (
          <li>
            <NavLink to="/exchange">文件交换</NavLink>
          </li>
        )}
        <li>
          <NavLink to="/policies">政策 {may.publishPolicies && <ToApproveCount />}</NavLink>
        </li>
        {may.seeStatistics && (
          <li>
            <NavLink to="/statistics">统计</NavLink>
          </li>
        )}
        {may.seeDays && (
          <li>
            <NavLink to="/audit">一天的记录</NavLink>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** Letters that could not be delivered, in all of one's regions. */
function DeadCount() {
  const { regions } = useWho();
  const found = useQueries({ queries: regions.map((region) => deadLettersQuery(region, '')) });
  const count = found.reduce((sum, { data }) => sum + (data?.messages.length ?? 0), 0);
  if (count === 0) return null;
  return (
    <span className="count" title={`${count} 封未送达`}>
      {count}
    </span>
  );
}

function useTaskCount(): { count: number; text: string } {
  const may = useMay();
  const { role } = useWho();
  // As the list begins: an approver's with what one person alone cannot finish.
  const wanted = role === 'approver' ? { for: 'me' } : {};
  const { data } = useQuery({ ...countTasksQuery(wanted), enabled: may.readCases });
  const { count = 0, more = false } = data?.counted ?? {};
  return { count, text: count === 0 ? '' : `${count}${more ? '+' : ''}` };
}
