import { isJsonObject, type Json, type JsonObject } from '../expressions/json.ts';
import { compileTemplate, type ExpressionTemplate } from '../expressions/templates.ts';
import { DefinitionError } from './definition-error.ts';

/** Reads the fields of one object in a definition; every refusal names the state and the field. */
export class FieldReader {
  readonly object: JsonObject;
  readonly state: string | undefined;
  readonly path: string;

  constructor(object: JsonObject, state?: string, path = '') {
    this.object = object;
    this.state = state;
    this.path = path;
  }

  name(field: string): string {
    return this.path === '' ? field : `${this.path}.${field}`;
  }

  refuse(field: string | undefined, problem: string): never {
    throw new DefinitionError(problem, this.state, field === undefined ? undefined : this.name(field));
  }

  has(field: string): boolean {
    return this.object[field] !== undefined;
  }

  only(fields: readonly string[]): void {
    for (const field of Object.keys(this.object)) {
      if (field.endsWith('.$')) this.refuse(field, 'is JSONPath; only JSONata runs here.');
      if (!fields.includes(field)) this.refuse(field, `is not a field here. Known are ${fields.join(', ')}.`);
    }
  }

  text(field: string): string | undefined {
    const value = this.object[field];
    if (value === undefined || typeof value === 'string') return value;
    this.refuse(field, 'must be a string.');
  }

  requiredText(field: string): string {
    return this.text(field) ?? this.refuse(field, 'is missing.');
  }

  flag(field: string): boolean {
    const value = this.object[field];
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    this.refuse(field, 'must be true or false.');
  }

  number(field: string, least: number, most: number): number | undefined {
    const value = this.object[field];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.refuse(field, `must be a number from ${least} to ${most}.`);
  }

  whole(field: string, least: number, most: number): number | undefined {
    const value = this.number(field, least, most);
    if (value === undefined || Number.isInteger(value)) return value;
    this.refuse(field, 'must be a whole number.');
  }

  objects(field: string): FieldReader[] {
    const value = this.object[field];
    if (value === undefined) return [];
    if (!Array.isArray(value)) return this.refuse(field, 'must be an array.');
    return value.map((item, index) => {
      const place = `${field}[${index}]`;
      return isJsonObject(item)
        ? new FieldReader(item, this.state, this.name(place))
        : this.refuse(place, 'must be an object.');
    });
  }

  nested(field: string): FieldReader | undefined {
    const value = this.object[field];
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) return this.refuse(field, 'must be an object.');
    return new FieldReader(value, this.state, this.name(field));
  }

  /** A field with expressions in it. `place` is the field as evaluation errors name it. */
  template(field: string, place = field): ExpressionTemplate | undefined {
    const value = this.object[field];
    return value === undefined ? undefined : compileTemplate(value, place);
  }

  /** A template whose literal, if it is one, must be a number within bounds. */
  numberTemplate(field: string, least: number, most: number): ExpressionTemplate | undefined {
    const template = this.template(field);
    if (template?.kind === 'literal') this.whole(field, least, most);
    else if (template && template.kind !== 'expression') this.refuse(field, 'must be a number or an expression.');
    return template;
  }

  /** Assign: an object of variable names. */
  assignment(field: string, place = field): ExpressionTemplate | undefined {
    const value: Json | undefined = this.object[field];
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) return this.refuse(field, 'must be an object.');
    for (const name of Object.keys(value)) {
      if (!/^[A-Za-z_]\w{0,79}$/.test(name))
        this.refuse(`${field}.${name}`, 'is no variable name (letters, digits and _, at most 80).');
      if (name === 'states') this.refuse(`${field}.${name}`, 'is reserved.');
    }
    return compileTemplate(value, place);
  }
}
