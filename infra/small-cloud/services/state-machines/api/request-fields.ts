import { StepFunctionsError } from '../engine/step-functions-error.ts';
import { isObject, type Json, parseJson, refuseTooDeep } from '../expressions/json.ts';
import { PAYLOAD_LIMIT } from '../expressions/state-error.ts';

/** Reads the fields of a request; every refusal is typed as AWS types it. */
export class RequestFields {
  readonly #body: Record<string, unknown>;

  constructor(body: unknown) {
    if (!isObject(body)) throw new StepFunctionsError('SerializationException', 'The request must be a JSON object.');
    this.#body = body;
  }

  /**
   * Every operation names the fields that it reads, and those that it takes without effect, with the reason.
   * @throws ApiError naming any other
   */
  refuseOthers(read: readonly string[], ignored: Readonly<Record<string, string>> = {}): void {
    const others = Object.keys(this.#body).filter((field) => {
      const given = this.#body[field] !== null && this.#body[field] !== undefined;
      return given && !read.includes(field) && !Object.hasOwn(ignored, field);
    });
    if (others.length > 0) {
      throw new StepFunctionsError(
        'ValidationException',
        `The field ${others.join(', ')} is not known to this machine.`,
      );
    }
  }

  text(field: string, most: number): string | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string')
      throw new StepFunctionsError('SerializationException', `'${field}' must be a string.`);
    if (value.length > most) throw invalidField(field, `must have length less than or equal to ${most}`);
    return value;
  }

  requiredText(field: string, most: number): string {
    const value = this.text(field, most);
    if (value === undefined) throw invalidField(field, 'must not be null');
    if (value === '') throw invalidField(field, 'must have length greater than or equal to 1');
    return value;
  }

  flag(field: string): boolean | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    throw new StepFunctionsError('SerializationException', `'${field}' must be true or false.`);
  }

  /** How many to give on a page: 100 if not told, at most 1000. */
  pageSize(): number {
    const value = this.#body.maxResults ?? 0;
    if (typeof value !== 'number')
      throw new StepFunctionsError('SerializationException', "'maxResults' must be a number.");
    if (!Number.isInteger(value) || value < 0 || value > 1000)
      throw invalidField('maxResults', 'must be between 0 and 1000');
    return value === 0 ? 100 : value;
  }

  oneOf<T extends string>(field: string, known: readonly T[]): T | undefined {
    const value = this.text(field, 1000);
    if (value === undefined) return undefined;
    const found = known.find((item) => item === value);
    if (!found) throw invalidField(field, `must satisfy enum value set: [${known.join(', ')}]`);
    return found;
  }

  /** JSON text of at most 256 KiB. @throws ApiError of `type` */
  json(field: string, type: string, fallback?: string): { text: string; value: Json } {
    const text = this.text(field, Number.MAX_SAFE_INTEGER) ?? fallback;
    if (text === undefined) throw invalidField(field, 'must not be null');
    const label = type === 'InvalidOutput' ? 'Invalid Output' : 'Invalid State Machine Execution Input';
    if (text.length > PAYLOAD_LIMIT / 3 && Buffer.byteLength(text) > PAYLOAD_LIMIT) {
      throw invalidField(field, `must have length less than or equal to ${PAYLOAD_LIMIT}`);
    }
    try {
      const value = parseJson(text);
      refuseTooDeep(value);
      return { text, value };
    } catch (error) {
      throw new StepFunctionsError(type, `${label}: '${error instanceof Error ? error.message : error}'`);
    }
  }
}

export function invalidField(field: string, rule: string): StepFunctionsError {
  return new StepFunctionsError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member ${rule}`,
  );
}
