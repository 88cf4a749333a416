import { z } from 'zod';
import { TemplateError } from './template-error.ts';

const resourceSchema = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
  // What CloudFormation does with a resource that leaves the template: here nothing is ever deleted.
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.unknown().optional(),
});

const outputSchema = z.strictObject({
  Value: z.unknown(),
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
});

const parameterSchema = z.strictObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
  AllowedPattern: z.string().optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  MinLength: z.number().optional(),
  MaxLength: z.number().optional(),
  ConstraintDescription: z.string().optional(),
  Description: z.string().optional(),
  NoEcho: z.boolean().optional(),
});

/** A CloudFormation template. Sections and attributes that are not named here are refused (`Transform`, `CreationPolicy`, …). */
export const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameterSchema).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  // CDK's own rule asks for a bootstrapped account, which a machine is not; another rule would be one of ours.
  Rules: z.strictObject({ CheckBootstrapVersion: z.unknown().optional() }).optional(),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), outputSchema).default({}),
});

export type StackTemplate = z.infer<typeof templateSchema>;

/** What a resource is known by once it exists: the value of `Ref` and those of `Fn::GetAtt`. */
export interface CreatedResource {
  type: string;
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

/** What the intrinsics of one stack's template are resolved against. `resources` grows while the stack is created. */
export interface TemplateScope {
  stack: string;
  template: StackTemplate;
  parameters: Readonly<Record<string, string | string[]>>;
  /** `AWS::Region` and its like. */
  pseudo: Readonly<Record<string, string>>;
  resources: Map<string, CreatedResource>;
  /** Export name → value, of every stack created before. */
  exports: ReadonlyMap<string, unknown>;
}

/** Stands for `AWS::NoValue`: the property or list entry is left out. */
const noValue = Symbol('AWS::NoValue');

/**
 * The value with every intrinsic replaced. `where` names the place in messages.
 *
 * @throws TemplateError for an intrinsic, pseudo parameter, dynamic reference, resource or attribute that is not known.
 */
export function resolveIntrinsics(value: unknown, scope: TemplateScope, where: string): unknown {
  const resolved = resolveValue(value, scope, where);
  return resolved === noValue ? undefined : resolved;
}

function resolveValue(value: unknown, scope: TemplateScope, where: string): unknown {
  if (typeof value === 'string') {
    if (value.includes('{{resolve:')) throw new TemplateError(where, `dynamic reference ${value} is not known here`);
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => resolveValue(entry, scope, where)).filter((entry) => entry !== noValue);
  }
  if (!isObject(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) return evaluate(intrinsic.name, intrinsic.argument, scope, where);
  const entries: [string, unknown][] = [];
  for (const [key, entry] of Object.entries(value)) {
    const resolved = resolveValue(entry, scope, `${where}.${key}`);
    if (resolved !== noValue) entries.push([key, resolved]);
  }
  return Object.fromEntries(entries);
}

function intrinsicOf(value: Record<string, unknown>): { name: string; argument: unknown } | undefined {
  const keys = Object.keys(value);
  const intrinsic = keys.find((key) => key === 'Ref' || key.startsWith('Fn::'));
  // `{"Ref": …}` beside other keys is data of the resource's own, as CloudFormation has it.
  if (intrinsic === undefined || keys.length !== 1) return undefined;
  return { name: intrinsic, argument: value[intrinsic] };
}

function evaluate(name: string, argument: unknown, scope: TemplateScope, where: string): unknown {
  switch (name) {
    case 'Ref':
      return resolveRef(asText(argument, name, where), scope, where);
    case 'Fn::GetAtt': {
      const path = typeof argument === 'string' ? argument.split(/\.(.*)/s) : asTexts(argument, name, where);
      return attributeOf(path[0] ?? '', path[1] ?? '', scope, where);
    }
    case 'Fn::Sub':
      return substitute(argument, scope, where);
    case 'Fn::Join': {
      const [delimiter, parts] = asPair(argument, name, where);
      return asTexts(resolveValue(parts, scope, where), name, where).join(asText(delimiter, name, where));
    }
    case 'Fn::Split': {
      const [delimiter, text] = asPair(argument, name, where);
      return asText(resolveValue(text, scope, where), name, where).split(asText(delimiter, name, where));
    }
    case 'Fn::Select': {
      const [index, list] = asPair(argument, name, where);
      const resolved = resolveValue(list, scope, where);
      const position = Number(resolveValue(index, scope, where));
      if (!Array.isArray(resolved) || resolved[position] === undefined) {
        throw new TemplateError(where, `Fn::Select finds no entry ${position}`);
      }
      return resolved[position];
    }
    case 'Fn::ImportValue': {
      const exported = asText(resolveValue(argument, scope, where), name, where);
      if (!scope.exports.has(exported)) throw new TemplateError(where, `no stack exports ${exported}`);
      return scope.exports.get(exported);
    }
    case 'Fn::FindInMap': {
      const [map, first, second] = asTexts(resolveValue(argument, scope, where), name, where);
      const found = scope.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
      if (found === undefined) throw new TemplateError(where, `no mapping ${map}.${first}.${second}`);
      return found;
    }
    case 'Fn::If': {
      if (!Array.isArray(argument) || argument.length !== 3) throw malformed(name, where);
      const holds = conditionHolds(asText(argument[0], name, where), scope, where);
      return resolveValue(argument[holds ? 1 : 2], scope, where);
    }
    default:
      throw new TemplateError(where, `the intrinsic function ${name} is not known to this machine`);
  }
}

/** Whether the condition of that name in the template's `Conditions` holds. */
export function conditionHolds(name: string, scope: TemplateScope, where: string): boolean {
  const condition = scope.template.Conditions[name];
  if (condition === undefined) throw new TemplateError(where, `there is no condition ${name}`);
  return evaluateCondition(condition, scope, `Conditions.${name}`);
}

function evaluateCondition(condition: unknown, scope: TemplateScope, where: string): boolean {
  const [operator, argument] = isObject(condition)
    ? (Object.entries(condition)[0] ?? ['', undefined])
    : ['', undefined];
  const parts = Array.isArray(argument) ? argument : [];
  switch (operator) {
    case 'Fn::Equals':
      return resolveValue(parts[0], scope, where) === resolveValue(parts[1], scope, where);
    case 'Fn::And':
      return parts.every((part) => evaluateCondition(part, scope, where));
    case 'Fn::Or':
      return parts.some((part) => evaluateCondition(part, scope, where));
    case 'Fn::Not':
      return !evaluateCondition(parts[0], scope, where);
    case 'Condition':
      return conditionHolds(asText(argument, operator, where), scope, where);
    default:
      throw new TemplateError(
        where,
        `the condition ${operator || JSON.stringify(condition)} is not known to this machine`,
      );
  }
}

function resolveRef(name: string, scope: TemplateScope, where: string): unknown {
  if (name === 'AWS::NoValue') return noValue;
  if (name === 'AWS::NotificationARNs') return [];
  const pseudo = scope.pseudo[name];
  if (pseudo !== undefined) return pseudo;
  if (name.startsWith('AWS::'))
    throw new TemplateError(where, `the pseudo parameter ${name} is not known to this machine`);
  const parameter = scope.parameters[name];
  if (parameter !== undefined) return parameter;
  return resourceOf(name, scope, where).ref;
}

function attributeOf(logicalId: string, attribute: string, scope: TemplateScope, where: string): string {
  const resource = resourceOf(logicalId, scope, where);
  const value = resource.attributes[attribute];
  if (value === undefined) {
    throw new TemplateError(where, `${logicalId} (${resource.type}) has no attribute ${attribute} on this machine`);
  }
  return value;
}

function resourceOf(logicalId: string, scope: TemplateScope, where: string): CreatedResource {
  const resource = scope.resources.get(logicalId);
  if (resource === undefined) throw new TemplateError(where, `there is no resource or parameter ${logicalId}`);
  return resource;
}

function substitute(argument: unknown, scope: TemplateScope, where: string): string {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isObject(own) ? own : {};
  return asText(text, 'Fn::Sub', where).replace(/\$\{(!?)([^{}]*)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const key = name.trim();
    if (Object.hasOwn(variables, key)) return asText(resolveValue(variables[key], scope, where), 'Fn::Sub', where);
    const [logicalId = '', attribute] = key.split(/\.(.*)/s);
    const value =
      attribute === undefined ? resolveRef(key, scope, where) : attributeOf(logicalId, attribute, scope, where);
    return asText(value, 'Fn::Sub', where);
  });
}

/** Logical ids and names that a value refers to: what has to exist before it can be resolved. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  collectReferences(value, found);
  return found;
}

function collectReferences(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) collectReferences(entry, found);
  if (!isObject(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Ref' && typeof intrinsic.argument === 'string') found.add(intrinsic.argument);
  if (intrinsic?.name === 'Fn::GetAtt') {
    const [target] = Array.isArray(intrinsic.argument) ? intrinsic.argument : String(intrinsic.argument).split('.');
    if (typeof target === 'string') found.add(target);
  }
  if (intrinsic?.name === 'Fn::Sub') {
    const text = Array.isArray(intrinsic.argument) ? intrinsic.argument[0] : intrinsic.argument;
    for (const [, name = ''] of String(text).matchAll(/\$\{([^!{}][^{}]*)\}/g))
      found.add(name.trim().split('.')[0] ?? '');
  }
  for (const entry of Object.values(value)) collectReferences(entry, found);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown, name: string, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw malformed(name, where);
}

function asTexts(value: unknown, name: string, where: string): string[] {
  if (!Array.isArray(value)) throw malformed(name, where);
  return value.map((entry) => asText(entry, name, where));
}

function asPair(value: unknown, name: string, where: string): [unknown, unknown] {
  if (!Array.isArray(value) || value.length !== 2) throw malformed(name, where);
  return [value[0], value[1]];
}

function malformed(name: string, where: string): TemplateError {
  return new TemplateError(where, `${name} is malformed`);
}
