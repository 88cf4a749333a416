/** Notices on A4 paper: one layout for all of them, each on pages of its own, everything escaped. */

export interface PrintedNotice {
  title: string;
  /** As the notice has them; those from `依据：` on are its clauses. */
  lines: readonly string[];
  /** Printed small at the foot: which notice this is. */
  reference: string;
}

/** Letters of earlier releases are stored with the half-width mark. */
const CLAUSES = /^依据[:：]$/;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const STYLE = `
@page { size: A4; margin: 25mm 22mm 24mm;
  @bottom-center { content: "第 " counter(page) " 页 共 " counter(pages) " 页"; font: 9pt serif; } }
body { font: 12pt/1.75 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000; margin: 0 auto; max-width: 166mm; }
article { break-after: page; }
article:last-child { break-after: auto; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 8mm; }
p { margin: 0 0 2.5mm; orphans: 3; widows: 3; overflow-wrap: anywhere; }
.remedies { border: 1px solid #000; padding: 2mm 3mm; break-inside: avoid; }
section { border-top: 1px solid #000; margin-top: 6mm; padding-top: 3mm; font-size: 9.5pt; line-height: 1.6; }
section p { break-inside: avoid; }
footer { margin-top: 6mm; font-size: 9pt; color: #333; }
@media screen { body { padding: 10mm; } article { margin-bottom: 15mm; } }
`;

/** A whole HTML document. It loads nothing and runs nothing. */
export const printPages = (notices: readonly PrintedNotice[]): string =>
  `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escapeText(notices.length === 1 ? (notices[0]?.title ?? '') : `通知 ${notices.length} 份`)}</title>
<style>${STYLE}</style>
</head>
<body>
${notices.map(printNotice).join('\n')}
</body>
</html>
`;

function printNotice({ title, lines, reference }: PrintedNotice): string {
  const clausesFrom = lines.findIndex((line) => CLAUSES.test(line));
  const text = clausesFrom < 0 ? lines : lines.slice(0, clausesFrom);
  const clauses = clausesFrom < 0 ? [] : lines.slice(clausesFrom);
  return [
    '<article>',
    `<h1>${escapeText(title)}</h1>`,
    ...text.map((line) => `<p${line.startsWith('救济途径') ? ' class="remedies"' : ''}>${escapeText(line)}</p>`),
    ...(clauses.length > 0
      ? [`<section aria-label="依据">`, ...clauses.map((line) => `<p>${escapeText(line)}</p>`), '</section>']
      : []),
    `<footer>${escapeText(reference)}</footer>`,
    '</article>',
  ].join('\n');
}
