/**
 * antd ships the styles of all its components as one file of a megabyte. The console uses a quarter of them; an old
 * desk computer should not parse the rest.
 */
import type { Plugin } from 'vite';

/** First words of the class names (`ant-btn-primary` is `btn`) of the components that the console uses. */
const USED: ReadonlySet<string> = new Set(
  'alert app btn checkbox drawer empty fade form input layout menu message modal motion move notification radio result segmented skeleton slide space spin tabs tag timeline tooltip wave zoom'.split(
    ' ',
  ),
);

export function usedStyles(): Plugin {
  return {
    name: 'used-styles',
    enforce: 'pre',
    transform: (code, id) => (id.endsWith('antd/dist/antd.css') ? { code: keepUsed(code), map: null } : null),
  };
}

/** The rules of a style sheet that may apply to a component in use. */
function keepUsed(css: string): string {
  return rulesOf(css)
    .flatMap(({ head, body }) => {
      if (/^@(media|supports|container|layer)\b/.test(head)) {
        const inner = keepUsed(body);
        return inner === '' ? [] : [`${head}{${inner}}`];
      }
      return head.startsWith('@') || selectorsOf(head).some(isUsed) ? [`${head}{${body}}`] : [];
    })
    .join('');
}

/** A selector is used if every component in it is. The tokens of antd's own theme are none of the console's. */
function isUsed(selector: string): boolean {
  if (selector.includes('.css-var-') || selector.includes('.data-ant-cssinjs')) return false;
  return [...selector.matchAll(/(?<![a-z])ant-([a-z]+)/g)].every(([, component]) => USED.has(component ?? ''));
}

/** Splits at the commas that are not inside `:is(…)` or an attribute. */
function selectorsOf(head: string): string[] {
  return head.split(/,(?![^(]*\))(?![^[]*\])/);
}

function rulesOf(css: string): { head: string; body: string }[] {
  const rules: { head: string; body: string }[] = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{') {
      if (depth === 0) open = at;
      depth += 1;
    } else if (css[at] === '}') {
      depth -= 1;
      if (depth === 0) {
        rules.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, at) });
        start = at + 1;
      }
    }
  }
  return rules;
}
