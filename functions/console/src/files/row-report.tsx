/** What was found in each row: where, what is wrong, what would be right. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { type ReportedRow, RowTable } from './row-table.tsx';

interface RowPage {
  rows: ReportedRow[];
  cursor: string | null;
}

/** So many rows are in the page at once; an old desk computer shows no more without halting. */
const STEP = 200;

export function RowReport(props: {
  caption: string;
  /** Of the same rows, asked for again, it is the same key. */
  queryKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<RowPage>;
  empty: string;
  /** Where the rows of a part of the file begin. */
  rowsBefore?: (fileId: string) => number;
  linksCases?: boolean;
}) {
  const { caption, queryKey, fetchPage, empty, rowsBefore, linksCases } = props;
  const [shown, setShown] = useState(STEP);
  const report = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam === '' ? undefined : pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ cursor }: RowPage) => cursor,
  });
  if (report.isPending) return <Loading what="逐行结果" />;
  if (report.isError)
    return <FailureNote what="逐行结果没有读到" error={report.error} retry={() => report.refetch()} />;
  const rows = report.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <Nothing title={empty} />;
  const more = rows.length > shown || report.hasNextPage;
  return (
    <>
      <RowTable caption={caption} rows={rows.slice(0, shown)} rowsBefore={rowsBefore} linksCases={linksCases} />
      {more && (
        <Button
          className="next-page"
          loading={report.isFetchingNextPage}
          onClick={() => {
            if (rows.length <= shown + STEP && report.hasNextPage) report.fetchNextPage();
            setShown(shown + STEP);
          }}
        >
          再显示 {STEP} 行
        </Button>
      )}
    </>
  );
}
