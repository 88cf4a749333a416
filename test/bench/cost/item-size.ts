/** What an item of DynamoDB is counted as, in bytes: names and values in UTF-8, numbers by their digits. */
import { z } from 'zod';

const attributesSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Attributes = z.output<typeof attributesSchema>;

export const itemSchema = attributesSchema.optional();

export const sizeOf = (item: Attributes): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);

function sizeOfValue(attribute: unknown): number {
  const [type, value] = Object.entries(z.record(z.string(), z.unknown()).parse(attribute))[0] ?? [];
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(value));
    case 'N':
      return 1 + Math.ceil(String(value).replace(/\D/g, '').length / 2);
    case 'B':
      return Buffer.from(String(value), 'base64').length;
    case 'M':
      return 3 + Object.keys(Object(value)).length + sizeOf(attributesSchema.parse(value));
    case 'L':
      return (
        3 +
        z
          .array(z.unknown())
          .parse(value)
          .reduce((sum: number, one) => sum + 1 + sizeOfValue(one), 0)
      );
    case 'SS':
    case 'NS':
    case 'BS':
      return z
        .array(z.string())
        .parse(value)
        .reduce((sum, one) => sum + Buffer.byteLength(one), 0);
    default:
      return 1;
  }
}
