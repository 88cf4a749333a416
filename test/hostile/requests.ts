/** Requests that nobody should send: made from the schemas of the API's own description, and then spoilt. */
import fc from 'fast-check';
import type { ApiOperations, Json, Operation } from './api-operations.ts';
import { hostileFiles } from './files.ts';
import { fittingValues, type Known, soundBodies } from './sound.ts';

export interface HostileRequest {
  operation: Operation;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | undefined;
}

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isJson = (value: unknown): value is Json =>
  value === null || ['boolean', 'number', 'string', 'object'].includes(typeof value);

/** What texts are tried that break something somewhere. */
const NASTY = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  "' OR 1=1 --",
  '=cmd|calc!A1',
  '<script>alert(1)</script>',
  '$' + '{jndi:ldap://x}',
  '{% $eval("1") %}',
  '１１０１０１',
  '2026-02-30',
  '9999-12-31',
  '-0.00',
  '1e309',
  '1'.repeat(400),
  '试'.repeat(3000),
  '\u202e倒',
];
const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 60 }));
/** Longer than any field may be: what expressions go back over. */
const longText = fc
  .tuple(
    fc.constantFrom('1', ' ', '-', '1 ', 'a', '试', '\n', '\u3000', '.', '0-', '〔'),
    fc.integer({ min: 5000, max: 100_000 }),
  )
  .map(([piece, length]) => piece.repeat(length / piece.length));
const nastyNumber = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(1e308, -1, 2 ** 53, 0.1));
const nastyJson: fc.Arbitrary<Json> = fc
  .oneof(nastyText, nastyText, longText, nastyNumber, fc.constantFrom(null, true, false), fc.jsonValue({ maxDepth: 3 }))
  .map((value) => (isJson(value) ? value : null));

/** Sound values that the schemas alone do not know. */
const SOUND = ['141181', '2026', '2026-03-10', '400.00', '141199198505170016', '13911223344', 'wechat', '试一人'];

/** Values that a schema may allow; what it does not say (a check digit, a pattern) is left to chance. */
function valuesOf(schema: unknown, schemas: ApiOperations['schemas'], depth = 0): fc.Arbitrary<Json> {
  if (!isSchema(schema) || depth > 8) return nastyJson;
  if (typeof schema.$ref === 'string') {
    return valuesOf(schemas[schema.$ref.split('/').at(-1) ?? ''], schemas, depth + 1);
  }
  const choices = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, schemas, depth + 1)));
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum.filter(isJson));
  if ('const' in schema) return fc.constant(isJson(schema.const) ? schema.const : null);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, schemas, depth);
    case 'array':
      return fc.array(valuesOf(schema.items, schemas, depth + 1), { maxLength: 3 });
    case 'string':
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...SOUND) }, { weight: 1, arbitrary: nastyText });
    case 'integer':
    case 'number':
      return fc.oneof(fc.constantFrom(2026, 1, 3), nastyNumber);
    case 'boolean':
      return fc.boolean();
    default:
      return nastyJson;
  }
}

function objectOf(schema: Schema, schemas: ApiOperations['schemas'], depth: number): fc.Arbitrary<Json> {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const values = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const value = valuesOf(property, schemas, depth + 1);
      return [name, required.includes(name) ? value : fc.option(value, { nil: undefined })];
    }),
  );
  return fc.record(values).map((record) => {
    const present = Object.entries(record).filter((entry): entry is [string, Json] => entry[1] !== undefined);
    return Object.fromEntries(present);
  });
}

/** A value with one part replaced, left out, or added. */
function spoil(value: Json, other: Json, at: number, how: 'replace' | 'remove' | 'add'): Json {
  if (Array.isArray(value)) {
    if (value.length === 0 || at % 3 === 0) return how === 'add' ? [...value, other] : other;
    const index = at % value.length;
    return value.map((part, place) => (place === index ? spoil(part, other, at >> 2, how) : part));
  }
  if (typeof value !== 'object' || value === null) return other;
  if (how === 'add') return { ...value, [typeof other === 'string' ? other : 'unknown']: other };
  const names = Object.keys(value);
  const name = names[at % Math.max(1, names.length)];
  if (name === undefined) return other;
  const { [name]: part = null, ...rest } = value;
  if (how === 'remove') return rest;
  return { ...rest, [name]: at % 2 === 0 ? other : spoil(part, other, at >> 1, how) };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Bytes of a body: sound JSON, spoilt JSON, JSON cut or with other bytes in it, or anything at all. */
function bodiesOf(
  operation: Operation,
  schemas: ApiOperations['schemas'],
): fc.Arbitrary<Uint8Array<ArrayBuffer> | undefined> {
  if (operation.body === undefined) return fc.constant(undefined);
  if (operation.body === 'file') return hostileFiles(operation.path, fc.oneof(fc.constantFrom(...SOUND), nastyText));
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));
  const sound = fc.oneof(valuesOf(operation.body, schemas), {
    weight: 3,
    arbitrary: fc.nat(100_000).chain((number) => fc.constantFrom(...soundBodies(operation, number))),
  });
  const spoilt = fc
    .tuple(sound, nastyJson, fc.nat(), fc.constantFrom('replace' as const, 'remove' as const, 'add' as const))
    .map(([value, other, at, how]) => spoil(value, other, at, how));
  const many = fc
    .tuple(fc.constantFrom('{"a":1,', '[', '"x",', '{"a":'), fc.integer({ min: 1000, max: 50_000 }))
    .map(([piece, count]) => bytesOf(piece.repeat(count)));
  const deep = fc.integer({ min: 10, max: 5000 }).map((depth) => bytesOf('['.repeat(depth) + ']'.repeat(depth)));
  const cut = fc.tuple(sound, fc.nat(200)).map(([value, at]) => bytesOf(JSON.stringify(value).slice(0, at)));
  return fc.oneof(
    { weight: 3, arbitrary: sound.map((value) => bytesOf(JSON.stringify(value))) },
    { weight: 6, arbitrary: spoilt.map((value) => bytesOf(JSON.stringify(value))) },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: deep },
    { weight: 1, arbitrary: many },
    { weight: 1, arbitrary: bytes },
  );
}

/** @param known ids that exist, so that not every request ends at "not found" */
export function hostileRequests(api: ApiOperations, known: Known): fc.Arbitrary<HostileRequest> {
  // An address of more than 16 KB ends at the door, as at AWS's: with a 400 and nothing else.
  const encode = (text: string) => encodeURIComponent(text.slice(0, 300).toWellFormed()) || '%20';
  const partOf = (operation: Operation, name: string): fc.Arbitrary<string> =>
    fc
      .oneof(
        { weight: 6, arbitrary: fc.constantFrom(...fittingValues(operation, name, known)) },
        { weight: 1, arbitrary: fc.constantFrom(...known.cases, known.importId, ...SOUND) },
        { weight: 1, arbitrary: nastyText },
      )
      .map(encode);
  const requestOf = (operation: Operation) =>
    fc.record({
      operation: fc.constant(operation),
      path: fc
        .tuple(fc.record(partsOf(operation, partOf)), queriesOf(operation, partOf))
        .map(([parts, query]) => operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => parts[name] ?? 'x') + query),
      headers: fc.record(
        {
          'idempotency-key': fc.oneof(fc.constant('hostile-key-1'), fc.stringMatching(/^[!-~]{0,300}$/)),
          'import-id': fc.stringMatching(/^[!-~]{0,60}$/),
          'content-type': fc.constantFrom('application/json', 'text/plain', 'application/octet-stream', 'nonsense'),
        },
        { requiredKeys: [] },
      ),
      body: bodiesOf(operation, api.schemas),
    });
  return fc.oneof(...api.operations.map(requestOf));
}

type PartOf = (operation: Operation, name: string) => fc.Arbitrary<string>;

const partsOf = (operation: Operation, partOf: PartOf): Record<string, fc.Arbitrary<string>> =>
  Object.fromEntries(
    [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, partOf(operation, name)]),
  );

/** What has to be there mostly is, and sometimes something that has not. */
function queriesOf(operation: Operation, partOf: PartOf): fc.Arbitrary<string> {
  const pairOf = (name: string) => partOf(operation, name).map((text) => `${name}=${text}`);
  const required = operation.query.filter((one) => one.required).map(({ name }) => pairOf(name));
  const others = [...operation.query.map(({ name }) => pairOf(name)), fc.constant('unknown=1')];
  return fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: fc.tuple(...required) }, fc.constant([])),
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(fc.oneof(...others), { maxLength: 3 })),
    )
    .map(([first, more]) => [...first, ...more].join('&'))
    .map((query) => (query === '' ? '' : `?${query}`));
}
