/** 案件: all cases of one's regions, newest first; 已办: those that one had a hand in. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useRef } from 'react';
import { useLocation } from 'react-router';
import { casesQuery } from '../api/queries.ts';
import { FindEverywhere } from '../find/find-everywhere.tsx';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Choice, FilterRow, TextFilter } from '../shell/filter-row.tsx';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useRowCursor } from '../shell/row-cursor.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { KIND_WORDS, STATE_WORDS } from '../words/dictionary.ts';
import { CaseTable } from './case-table.tsx';

export function Component() {
  const filter = useAddressFilter(['q', 'region', 'kind', 'state', 'cursor']);
  const own = useLocation().pathname === '/done';
  const regions = useOwnRegions();
  const search = useRef<HTMLInputElement>(null);
  const cases = useQuery(
    casesQuery({
      region: filter.value('region'),
      kind: filter.value('kind'),
      state: filter.value('state'),
      handledBy: own ? 'me' : undefined,
      cursor: filter.value('cursor'),
    }),
  );
  const text = filter.value('q').trim().toLowerCase();
  const shown = useMemo(
    () =>
      (cases.data?.cases ?? []).filter(({ caseId, person }) =>
        `${caseId} ${person.name} ${person.idNumber}`.toLowerCase().includes(text),
      ),
    [cases.data, text],
  );
  const cursor = useRowCursor(shown.length);
  useShortcuts({
    f: () => search.current?.focus(),
    Escape: () => search.current?.blur(),
  });
  return (
    <>
      <div className="page-head">
        <h1>{own ? '已办' : '案件'}</h1>
        <span role="status">{cases.data && `${shown.length} 件${cases.data.cursor ? '，更早的还有' : ''}`}</span>
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
          words={KIND_WORDS}
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
      </FilterRow>
      {cases.isPending && <Loading what="案件" />}
      {cases.isError && <FailureNote what="案件没有读到" error={cases.error} retry={() => cases.refetch()} />}
      {cases.data && shown.length === 0 && (
        <Nothing title={emptyText(filter.isSet, own)}>
          {filter.isSet && <Button onClick={filter.clear}>清空筛选</Button>}
          <FindEverywhere text={filter.value('q')} />
        </Nothing>
      )}
      {shown.length > 0 && <CaseTable cases={shown} cursor={cursor} caption="案件，新的在前" />}
      {cases.data?.cursor && (
        <Button className="next-page" onClick={() => filter.set('cursor', cases.data.cursor ?? '')}>
          更早的案件
        </Button>
      )}
    </>
  );
}

function emptyText(filtered: boolean, own: boolean): string {
  if (filtered) return '没有符合筛选条件的案件。';
  return own ? '您还没有办过案件。' : '还没有案件。可以从左边“新建”受理。';
}
