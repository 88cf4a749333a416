import { createExpression, type Expression, evaluate, readPath, type Scope } from './expressions.ts';
import { type Json, typeOfJson } from './json.ts';
import { EvaluationError } from './state-error.ts';

/** A field's value in a definition: literals with expressions `{% … %}` at any depth. */
export type ExpressionTemplate =
  | { kind: 'literal'; value: Json }
  | { kind: 'expression'; expression: Expression }
  | { kind: 'array'; items: ExpressionTemplate[] }
  | { kind: 'object'; fields: [string, ExpressionTemplate][] };

type JsonType = ReturnType<typeof typeOfJson>;

/** `{%` and `%}` must open and close the whole string; anything else is a literal. */
function expressionIn(text: string): string | undefined {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4 ? text.slice(2, -2).trim() : undefined;
}

export function compileTemplate(value: Json, field: string): ExpressionTemplate {
  if (typeof value === 'string') {
    const source = expressionIn(value);
    return source === undefined
      ? { kind: 'literal', value }
      : { kind: 'expression', expression: createExpression(source, field) };
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileTemplate(item, `${field}[${index}]`));
    return items.every((item) => item.kind === 'literal') ? { kind: 'literal', value } : { kind: 'array', items };
  }
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(([key, item]): [string, ExpressionTemplate] => [
      key,
      compileTemplate(item, `${field}/${key}`),
    ]);
    return fields.every(([, item]) => item.kind === 'literal')
      ? { kind: 'literal', value }
      : { kind: 'object', fields };
  }
  return { kind: 'literal', value };
}

/** Every expression of a template, in the order written. */
export function* expressionsOf(template: ExpressionTemplate): Generator<Expression> {
  if (template.kind === 'expression') yield template.expression;
  if (template.kind === 'array') for (const item of template.items) yield* expressionsOf(item);
  if (template.kind === 'object') for (const [, item] of template.fields) yield* expressionsOf(item);
}

/** @throws EvaluationError of the first expression that fails, in the order written */
export function fill(template: ExpressionTemplate, scope: Scope): Json | Promise<Json> {
  return fillDirectly(template, scope) ?? fillByInterpreter(template, scope);
}

/**
 * Fills a field that takes one type of value only.
 * @throws EvaluationError also for a value of another type
 */
export async function fillAs(template: ExpressionTemplate, type: JsonType, scope: Scope): Promise<Json> {
  const value = await fill(template, scope);
  if (typeOfJson(value) === type || template.kind !== 'expression') return value;
  const { source, field } = template.expression;
  const text = JSON.stringify(value);
  throw new EvaluationError(
    `The JSONata expression '${source}' specified for the field '${field}' returned an unexpected result type. Expected '${type}', but was '${typeOfJson(value)}' for value: ${text}`,
    field,
  );
}

/** The usual template holds literals and plain paths only; undefined if the interpreter has to be asked. */
export function fillDirectly(template: ExpressionTemplate, scope: Scope): Json | undefined {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return template.expression.path && readPath(template.expression.path, scope);
    case 'array': {
      const items: Json[] = [];
      for (const item of template.items) {
        const value = fillDirectly(item, scope);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return items;
    }
    case 'object': {
      const fields: Record<string, Json> = {};
      for (const [key, item] of template.fields) {
        const value = fillDirectly(item, scope);
        if (value === undefined) return undefined;
        fields[key] = value;
      }
      return fields;
    }
  }
}

async function fillByInterpreter(template: ExpressionTemplate, scope: Scope): Promise<Json> {
  switch (template.kind) {
    case 'literal':
      return template.value;
    case 'expression':
      return evaluate(template.expression, scope);
    case 'array': {
      const items: Json[] = [];
      for (const item of template.items) items.push(await fill(item, scope));
      return items;
    }
    case 'object': {
      const fields: Record<string, Json> = {};
      for (const [key, item] of template.fields) fields[key] = await fill(item, scope);
      return fields;
    }
  }
}
