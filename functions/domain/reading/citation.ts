export interface Citation {
  /** What stands before the clause. */
  bare: string;
  clause: string;
  /** Whether the words after the clause say that it is a reading of it. */
  adopted: boolean;
}

/** `400.00 @KM-01` or `400.00 @KM-02 adopted` by its parts; null where no clause stands at the end. */
export function splitCitation(text: string): Citation | null {
  const at = text.lastIndexOf('@');
  if (at < 0) return null;
  const [clause = '', adopted, ...rest] = text.slice(at + 1).split(/\s+/);
  if (clause === '' || rest.length > 0 || (adopted !== undefined && adopted !== 'adopted')) return null;
  return { bare: text.slice(0, at).trimEnd(), clause, adopted: adopted !== undefined };
}

/** What stands before the first clause, whatever follows it. */
export const beforeClause = (text: string): string => (text.split('@')[0] ?? '').trimEnd();
