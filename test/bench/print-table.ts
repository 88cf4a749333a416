/** Prints rows under their columns, as Markdown has it; what a row has no cell for stays empty. */
export function printTable<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, string>>[],
): void {
  const head = columns.map((column): string => column);
  const body = rows.map((row) => columns.map((column) => row[column] ?? ''));
  const widths = head.map((name, at) => Math.max(name.length, ...body.map((cells) => cells[at]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  for (const cells of [head, rule, ...body]) {
    console.log(`| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  }
}
