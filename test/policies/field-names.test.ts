import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldName, nameOfField } from '../../functions/domain/policy/field-names.ts';
import { tableFileSchema } from '../../functions/policies/editor-schema.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';

const nodeSchema = z.looseObject({
  title: z.string().optional(),
  oneOf: z
    .array(z.looseObject({ properties: z.looseObject({ standing: z.unknown().optional() }).optional() }))
    .optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
});

/** The paths of all values with a standing in the schema of the files, `*` for an entry of a list. */
function leavesOf(node: unknown, path: readonly string[] = []): string[] {
  const { success, data } = nodeSchema.safeParse(node);
  if (!success) return [];
  if (data.oneOf?.some(({ properties }) => properties?.standing !== undefined)) return [path.join('.')];
  return [
    ...Object.entries(data.properties ?? {}).flatMap(([name, one]) => leavesOf(one, [...path, name])),
    ...(data.anyOf ?? []).flatMap((one) => leavesOf(one, path)),
    ...[data.items, data.additionalProperties].flatMap((one) => leavesOf(one, [...path, '*'])),
  ];
}

const leaves = leavesOf(tableFileSchema());
const [version] = versionsOf('141181', 2026);

test('every value of the model has a Chinese name, at desks, in mistakes and in editors (field-names.ts)', () => {
  expect(leaves.length).toBeGreaterThan(70);
  expect(leaves.filter((path) => fieldName(path) === undefined)).toEqual([]);
  if (!version) throw new Error('no table');
  const { table } = version;
  expect(leaves.filter((path) => !/\p{Script=Han}/u.test(nameOfField(path, table)))).toEqual([]);
});
