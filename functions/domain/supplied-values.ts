/** A table with the values that a caseworker supplied for one case: only where it is silent, or adopted. */
import { formatYuan, parseYuan } from './money.ts';
import { nameOfField } from './policy/field-names.ts';
import { readPolicy } from './policy/read-policy.ts';
import { isInFirstForm, type Json, type JsonObject, type PolicyVersion } from './policy.ts';
import { AID_CATEGORIES, AID_CATEGORY_NAMES } from './regions.ts';
import type { SuppliedValue } from './settlement.ts';
import { inWaysOf, isOpenInWays, withSuppliedInWays } from './supplied-in-ways.ts';

export type WithSupplied =
  | { ok: true; policy: PolicyVersion }
  | { ok: false; issues: { path: string; message: string }[] };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `path` of an issue is `values.<index>.field` or `.value`. The version keeps its id: what was supplied is on the case.
 */
export function withSupplied(policy: PolicyVersion, supplied: readonly SuppliedValue[]): WithSupplied {
  if (supplied.length === 0) return { ok: true, policy };
  const issues: { path: string; message: string }[] = [];
  let source = policy.source;
  let table = policy.table;
  const inWays = !isInFirstForm(policy.table);
  const lay = ({ field, value, document }: SuppliedValue, index: number): void => {
    const path = field.split('.');
    if (inWays ? !isOpenInWays(table, field) : !mayBeSupplied(policy.table, path)) {
      issues.push({ path: `values.${index}.field`, message: `“${nameOf(field, table)}”不是政策表中待补的内容` });
      return;
    }
    const draft = inWays
      ? withSuppliedInWays(source, field, value, document)
      : setAt(withParent(source, path), path, { value, standing: 'supplied', clause: document });
    const parsed = readPolicy(draft);
    if (!parsed.ok) {
      const [said] = [...parsed.mistakes.map(({ message }) => message), parsed.error?.issues[0]?.message];
      issues.push({
        path: `values.${index}.value`,
        message: `“${nameOf(field, policy.table)}”填写得不对：${expected(said)}`,
      });
      return;
    }
    source = draft;
    table = parsed.table;
  };
  supplied.forEach((given, index) => {
    for (const said of inWays ? inWaysOf(given, table) : [given]) lay(said, index);
  });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, policy: { ...policy, table, source } };
}

/** `420`, `420.5`, or the number that a program makes of it. */
const WHOLE_YUAN = /^\d{1,9}(?:\.\d)?$/;

/** An amount as tables have it, `420.00`, however it was typed; everything else as it is. */
export function asTablesWrite(supplied: SuppliedValue, policy: PolicyVersion): SuppliedValue {
  const amount = WHOLE_YUAN.test(String(supplied.value)) ? parseYuan(String(supplied.value)) : null;
  if (amount === null) return supplied;
  const written = { ...supplied, value: formatYuan(amount) };
  return withSupplied(policy, [written]).ok ? written : supplied;
}

/** Never a path: whoever reads it has a form before them. */
function nameOf(field: string, table: PolicyVersion['table']): string {
  const name = nameOfField(field, table);
  return name === field ? '此项' : name;
}

const expected = (message: string | undefined): string =>
  message && /[\u4e00-\u9fff]/.test(message) ? message : '金额如 120.00，日期如 2026-03-10，月数为整数';

/** Reads the value at a path of the parsed table, where every silent value stands. */
function valueAt(root: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    root,
  );
}

function mayBeSupplied(table: PolicyVersion['table'], path: string[]): boolean {
  if (path.some((key) => !/^[a-zA-Z_][a-zA-Z0-9_]*$|^\d+$/.test(key))) return false;
  if (isUnlistedAid(path) || path.join('.') === THIS_CASE) return true;
  const value = valueAt(table, path);
  if (typeof value !== 'object' || value === null || !('standing' in value)) return false;
  return value.standing === 'silent' || value.standing === 'adopted' || value.standing === 'supplied';
}

const THIS_CASE = 'contribution.standards.thisCase.individual';

const isUnlistedAid = ([aid, lines, category, selfPay, ...rest]: string[]): boolean =>
  aid === 'aid' &&
  lines === 'lines' &&
  selfPay === 'selfPay' &&
  rest.length === 0 &&
  AID_CATEGORIES.some((one) => one === category);

/** A category without a line, and a person in no group, get a line of their own for the value to stand in. */
function withParent(source: JsonObject, path: string[]): JsonObject {
  const parent = path.slice(0, -1);
  if (isObject(jsonAt(source, parent))) return source;
  const category = AID_CATEGORIES.find((one) => one === path[2]);
  if (isUnlistedAid(path) && category) {
    return setAt(source, parent, { name: AID_CATEGORY_NAMES[category], covers: [category], paymentMode: 'special' });
  }
  if (path.join('.') === THIS_CASE) return setAt(source, parent, { name: '个案核定', for: [{}] });
  return source;
}

const jsonAt = (root: Json, path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);

function setAt(root: JsonObject, [key, ...rest]: string[], value: Json): JsonObject {
  if (key === undefined) return root;
  const inner = root[key];
  if (rest.length === 0) return { ...root, [key]: value };
  if (Array.isArray(inner)) {
    const [index, ...below] = rest;
    return {
      ...root,
      [key]: inner.map((entry, at) => (at === Number(index) && isObject(entry) ? setAt(entry, below, value) : entry)),
    };
  }
  return { ...root, [key]: setAt(isObject(inner) ? inner : {}, rest, value) };
}
