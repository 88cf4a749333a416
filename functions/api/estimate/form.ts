/** The form of a matter: what always is asked, what a decision asks for, and what is folded away. */
import { Html, html } from '../../runtime/html.ts';
import type { Field, Typed } from './field.ts';

interface Filled {
  typed: Typed;
  /** Names of fields that a decision asks for. */
  asked: ReadonlySet<string>;
  /** What is wrong, by the name of a field. */
  problems: ReadonlyMap<string, string>;
}

export function drawForm(fields: readonly Field[], filled: Filled, button: string): Html {
  const { typed, asked, problems } = filled;
  const isInSight = ({ name, shown }: Field) =>
    shown === 'always' || asked.has(name) || problems.has(name) || (shown === 'asked' && typed[name] !== undefined);
  const inSight = fields.filter(isInSight);
  const folded = fields.filter((field) => field.shown === 'folded' && !isInSight(field));
  const unfolded = folded.some(({ name, preset }) => typed[name] !== undefined && typed[name] !== preset);
  const first = inSight.filter(({ name }) => asked.has(name));
  const others = inSight.filter(({ name }) => !asked.has(name));
  return html`<form class="card" method="post" novalidate autocomplete="off">${
    first.length === 0
      ? null
      : html`<div class="asked"><p>要算准，还需要知道：</p>${first.map((field) => drawField(field, filled))}</div>`
  }${others.map((field) => drawField(field, filled))}${
    folded.length === 0
      ? null
      : html`<details${new Html(unfolded ? ' open' : '')}><summary>其他情况：${folded.map(({ label }) => label).join('、')}</summary>${folded.map((field) => drawField(field, filled))}</details>`
  }<button>${button}</button></form>`;
}

function drawField(field: Field, { typed, problems }: Filled): Html {
  const { name, label, type, hint, required, preset } = field;
  const value = typed[name] ?? preset ?? '';
  const problem = problems.get(name);
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  const common = new Html(
    `id="${name}" name="${name}"${required ? ' required' : ''}${problem ? ' aria-invalid="true"' : ''}${described === '' ? '' : ` aria-describedby="${described}"`}`,
  );
  const kind = new Html(type === 'date' ? 'type="date"' : `inputmode="${type === 'amount' ? 'decimal' : 'numeric'}"`);
  return html`<label for="${name}">${label}${required ? html` <i>必填</i>` : null}</label>${
    type === 'choice'
      ? drawChoices(field, value, common)
      : html`<input ${common} ${kind} maxlength="40" value="${value}">`
  }${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : null}${
    problem ? html`<p class="wrong" id="${name}-problem">${problem}</p>` : null
  }`;
}

function drawChoices({ choices = [], preset }: Field, value: string, common: Html): Html {
  const none = preset === undefined ? html`<option value="">不填</option>` : null;
  return html`<select ${common}>${none}${choices.map(
    ([code, word]) => html`<option value="${code}"${new Html(code === value ? ' selected' : '')}>${word}</option>`,
  )}</select>`;
}

/** What was given, for the printed page: without the form nobody would know what the result is of. */
export function drawGiven(fields: readonly Field[], typed: Typed): Html {
  const given = fields.flatMap(({ name, label, choices = [] }) => {
    const value = typed[name];
    if (value === undefined) return [];
    return [`${label}：${choices.find(([code]) => code === value)?.[1] ?? value}`];
  });
  return html`<p class="given">填写的内容：${given.join('；')}。</p>`;
}
