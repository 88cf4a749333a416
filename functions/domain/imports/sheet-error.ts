/** Why a file as a whole can't be read. Nothing of it is used. */
export type SheetFault =
  | 'empty'
  | 'too_large'
  | 'not_a_table'
  | 'old_excel'
  | 'damaged'
  | 'unpacks_too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'merged_cells'
  | 'unknown_encoding'
  | 'wrong_template'
  | 'old_template';

/** `message` is a sentence in Chinese: what is wrong, and what would be right. */
export class SheetError extends Error {
  override readonly name = 'SheetError';
  readonly fault: SheetFault;

  constructor(fault: SheetFault, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.fault = fault;
  }
}
