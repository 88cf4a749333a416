/** What is wrong in one cell of a row, for the person who corrects it. */
export interface RowIssue {
  /** Title of the column. */
  column: string;
  /** What stands there; of an id number only what a mask shows. */
  found: string;
  /** What is wrong. */
  message: string;
  /** What would be right. */
  expected: string;
}

export const describeIssue = ({ column, message, expected }: RowIssue): string => `${column}：${message}，${expected}`;
