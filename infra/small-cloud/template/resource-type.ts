import { z } from 'zod';
import type { CloudServices } from '../cloud-services.ts';
import type { CreatedResource } from './template.ts';
import { TemplateError } from './template-error.ts';

/** What a resource is told about itself while it is created. */
export interface ResourceIdentity {
  stack: string;
  logicalId: string;
  /** As the template calls it. */
  type: string;
  /** For messages: `stack/LogicalId (Type)`. */
  where: string;
  /** The generated name; the same at every start, so that what is stored under it is found again. */
  physicalName(limit?: number): string;
}

export interface ResourceType {
  type: string;
  create(identity: ResourceIdentity, properties: unknown, services: CloudServices): Promise<CreatedResource>;
}

/**
 * A property that is accepted knowingly and changes nothing on this machine; the reason is for readers of the code.
 * Whatever a type's schema names neither so nor otherwise is refused.
 */
export const ignored = (reason: string) => z.unknown().optional().describe(reason);

/** A number or a boolean may come as text, as CloudFormation allows. */
export const numeric = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(Number);
export const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** A resource type whose properties are exactly those of the schema. */
export function defineResource<Schema extends z.ZodType>(definition: {
  type: string;
  properties: Schema;
  create(
    identity: ResourceIdentity,
    properties: z.infer<Schema>,
    services: CloudServices,
  ):
    | { ref: string; attributes?: Record<string, string> }
    | Promise<{ ref: string; attributes?: Record<string, string> }>;
}): ResourceType {
  return {
    type: definition.type,
    async create(identity, properties, services) {
      const parsed = definition.properties.safeParse(properties);
      if (!parsed.success) throw new TemplateError(identity.where, describeProblems(parsed.error));
      const created = await definition.create(identity, parsed.data, services);
      return { type: identity.type, ref: created.ref, attributes: created.attributes ?? {} };
    },
  };
}

function describeProblems(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const at = issue.path.join('.');
      if (issue.code === 'unrecognized_keys') {
        const names = issue.keys.map((key) => (at ? `${at}.${key}` : key)).join(', ');
        return `the property ${names} is not known to this machine`;
      }
      return `the property ${at || '(all)'}: ${issue.message}`;
    })
    .join('; ');
}
