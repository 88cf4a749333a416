/** What is typed as the whole number of a case, as the API writes it; null if it is something else. */
export function caseNumberIn(text: string): string | null {
  const [number] = /^[A-Z]\d{6}-\d{4}-[A-Z2-7]{10}$/.exec(text.trim().toUpperCase()) ?? [];
  return number ?? null;
}
