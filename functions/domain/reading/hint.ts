/** What a table says that an officer may not have meant: nothing of it is wrong by itself, so it is said and not refused. */
export interface Hint {
  field: string;
  message: string;
}
