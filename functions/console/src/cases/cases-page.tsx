/** 案件: all cases of one's regions; 已办: those that one had a hand in. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useRef } from 'react';
import { useLocation } from 'react-router';
import { call } from '../api/client.ts';
import { type CaseListFilter, casesQuery, countCasesQuery } from '../api/queries.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { FindEverywhere } from '../find/find-everywhere.tsx';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Choice, DayFilter, FilterRow, MoreFilters, TextFilter } from '../shell/filter-row.tsx';
import { useRememberedList } from '../shell/last-list.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { Pages } from '../shell/pages.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useRowCursor } from '../shell/row-cursor.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, STATE_WORDS } from '../words/dictionary.ts';
import { CaseTable } from './case-table.tsx';
import { OnePerson } from './one-person.tsx';

const NAMES = [
  ...(['q', 'region', 'kind', 'state', 'order', 'overdue', 'cursor'] as const),
  ...(['openedFrom', 'openedTo', 'amountFrom', 'amountTo', 'handledBy', 'personOf'] as const),
] as const;

export function Component() {
  const filter = useAddressFilter(NAMES);
  const own = useLocation().pathname === '/done';
  useRememberedList(own ? '已办' : '案件');
  const regions = useOwnRegions();
  const search = useRef<HTMLInputElement>(null);
  const wanted: CaseListFilter = {
    ...Object.fromEntries(
      NAMES.filter((name) => name !== 'q' && name !== 'cursor').map((name) => [name, filter.value(name)]),
    ),
    ...(own && { handledBy: 'me' }),
  };
  const cases = useQuery(casesQuery({ ...wanted, cursor: filter.value('cursor') }));
  const counted = useQuery(countCasesQuery(wanted));
  const text = filter.value('q').trim().toLowerCase();
  const shown = useMemo(
    () =>
      (cases.data?.cases ?? []).filter(({ caseId, person }) =>
        `${caseId} ${person.name} ${person.idNumber}`.toLowerCase().includes(text),
      ),
    [cases.data, text],
  );
  const cursor = useRowCursor(shown.length);
  useShortcuts(
    {
      f: () => search.current?.focus(),
      Escape: () => search.current?.blur(),
    },
    [
      ['f', '在本页筛选'],
      ['Esc', '离开输入框'],
    ],
  );
  const order = filter.value('overdue') === '' ? filter.value('order') || 'newest' : 'due';
  const putInOrder = (next: string) =>
    filter.setAll({ order: next, overdue: '', ...(next === 'due' && { openedFrom: '', openedTo: '' }) });
  return (
    <>
      <div className="page-head">
        <h1>{own ? '已办' : '案件'}</h1>
        <span role="status">
          {cases.data && sayCount(shown.length, text, counted.data?.counted ?? null, cases.data.cursor)}
        </span>
        <div className="actions">
          <DownloadButton
            text="导出"
            name={`${own ? '已办' : '案件'}.xlsx`}
            fetchFile={() => call('downloadCases', { query: wanted })}
          />
        </div>
      </div>
      <FilterRow onClear={filter.clear} isSet={filter.isSet}>
        <TextFilter
          label="在本页筛选"
          hint="编号、姓名（按 f）"
          value={filter.value('q')}
          onChange={(value) => filter.set('q', value)}
          inputRef={search}
        />
        <Choice
          label="事项"
          value={filter.value('kind')}
          words={KINDS_OF_CASES}
          onChange={(value) => filter.set('kind', value)}
        />
        <Choice
          label="状态"
          value={filter.value('state')}
          words={STATE_WORDS}
          onChange={(value) => filter.set('state', value)}
        />
        {Object.keys(regions).length > 1 && (
          <Choice
            label="统筹区"
            value={filter.value('region')}
            words={regions}
            onChange={(value) => filter.set('region', value)}
          />
        )}
        {!own && (
          <Choice
            label="经手"
            value={filter.value('handledBy')}
            words={{ me: '我经手的' }}
            onChange={(value) => filter.set('handledBy', value)}
          />
        )}
        <Choice
          label="超期"
          value={filter.value('overdue')}
          words={{ yes: '只看已超期的' }}
          onChange={(value) => filter.setAll({ overdue: value, openedFrom: '', openedTo: '' })}
        />
        <Choice label="排列" value={order} words={ORDERS} none={false} onChange={putInOrder} />
        <MoreFilters filter={filter} names={['amountFrom', 'amountTo', 'openedFrom', 'openedTo']}>
          {order !== 'due' && (
            <>
              <DayFilter label="受理日期从" name="openedFrom" filter={filter} />
              <DayFilter label="到" name="openedTo" filter={filter} />
            </>
          )}
        </MoreFilters>
        <OnePerson filter={filter} />
      </FilterRow>
      {cases.isPending && <Loading what="案件" />}
      {cases.isError && <FailureNote what="案件没有读到" error={cases.error} retry={() => cases.refetch()} />}
      {cases.data && shown.length === 0 && (
        <Nothing title={emptyText(filter.isSet, own)}>
          {filter.isSet && <Button onClick={filter.clear}>清空筛选</Button>}
          <FindEverywhere text={filter.value('q')} />
        </Nothing>
      )}
      {shown.length > 0 && (
        <CaseTable
          cases={shown}
          cursor={cursor}
          caption={`案件，${wordOf(ORDERS, order)}`}
          order={order}
          onOrder={putInOrder}
        />
      )}
      {cases.data && <Pages next={cases.data.cursor} />}
    </>
  );
}

const { reminder: _reminder, 'student-batch': _batch, ...KINDS_OF_CASES } = KIND_WORDS;

const ORDERS: Readonly<Record<string, string>> = {
  newest: '新的在前',
  oldest: '旧的在前',
  due: '期限近的在前',
  largest: '金额大的在前',
  smallest: '金额小的在前',
  name: '姓名按拼音',
};

/** How many there are; of a page that is narrowed by itself, how many of it are in sight. */
function sayCount(
  shown: number,
  text: string,
  counted: { count: number; more: boolean } | null,
  next: string | null,
): string {
  if (text !== '') return `本页 ${shown} 件符合筛选`;
  if (counted === null) return `${shown} 件${next === null ? '' : '，后面还有'}`;
  return `共 ${counted.count.toLocaleString('zh-CN')} 件${counted.more ? '以上' : ''}`;
}

function emptyText(filtered: boolean, own: boolean): string {
  if (filtered) return '没有符合筛选条件的案件。';
  return own ? '您还没有办过案件。' : '还没有案件。可以从左边“新建”受理。';
}
