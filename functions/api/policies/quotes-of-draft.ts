/** Words of a draft that its policy text does not have: whoever approves looks them up in the document that they name. */
import type { JsonObject, PolicyVersion } from '../../domain/policy.ts';
import { quotesIn, sayNotInText } from '../../domain/policy-text/quote-in-text.ts';
import { isMapping } from '../../policies/layers.ts';
import type { NoticeOfDraft } from '../../store/policies/policy-drafts.ts';
import { invalidRequest } from '../http/route.ts';

interface Outside {
  clause: string;
  /** Title. */
  document: string;
}

/** Clauses of the nation, of readings and of versions that are published were looked at before. */
function outsideOf(
  { source, table: { clauses, documents } }: PolicyVersion,
  text: string,
  published: readonly PolicyVersion[],
): Outside[] {
  const shared: JsonObject = isMapping(source.shared) ? source.shared : {};
  const seen = new Set(published.flatMap(({ table }) => Object.values(table.clauses).map(({ quote }) => quote)));
  const stands = quotesIn(text);
  return Object.entries(clauses)
    .filter(([id, { quote }]) => !Object.hasOwn(shared, id) && !seen.has(quote) && !stands(quote))
    .map(([clause, { document }]) => ({ clause, document: documents[document]?.title ?? '' }));
}

/** What is said of each of them, by the id of the clause. */
export function sayOutside(
  policy: PolicyVersion,
  notice: NoticeOfDraft | null,
  published: readonly PolicyVersion[],
): ReadonlyMap<string, string> {
  if (notice === null) return new Map();
  return new Map(
    outsideOf(policy, notice.text, published).map(({ clause, document }) => [
      clause,
      sayNotInText(document === notice.title ? '' : document),
    ]),
  );
}

/** @throws ProblemError where words pass for those of the text that do not stand in it */
export function expectQuoted(
  policy: PolicyVersion,
  notice: NoticeOfDraft | undefined,
  published: readonly PolicyVersion[],
): void {
  if (!notice) return;
  const nowhere = outsideOf(policy, notice.text, published).filter(({ document }) => document === notice.title);
  if (nowhere.length === 0) return;
  const message = '引文不在原文中：请引用原文的一句，或写明它出自哪一份文件';
  throw invalidRequest(nowhere.map(({ clause }) => ({ path: `table.clauses.${clause}.quote`, message })));
}
