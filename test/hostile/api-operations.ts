/** The operations of the API as its own description tells them to everybody. */
import { z } from 'zod';
import { ROLES, type Role } from '../../functions/runtime/caller.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Operation {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  roles: Role[];
  query: { name: string; required: boolean }[];
  /** Schema of its JSON body; `file` where it takes a file. */
  body: Record<string, unknown> | 'file' | undefined;
}

const record = z.record(z.string(), z.unknown());
const operationSchema = z.object({
  operationId: z.string(),
  description: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: record })) }).optional(),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), record) }),
});

export interface ApiOperations {
  operations: Operation[];
  schemas: Record<string, Record<string, unknown>>;
}

export async function readOperations(url: string): Promise<ApiOperations> {
  const document = documentSchema.parse(await (await fetch(`${url}/openapi.json`)).json());
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, description, parameters, requestBody }]): Operation => {
      const json = requestBody?.content['application/json']?.schema;
      return {
        name: operationId,
        method: method === 'get' ? 'GET' : 'POST',
        path,
        roles: ROLES.filter((role) => new RegExp(`\\b${role}\\b`).test(description)),
        query: parameters.filter((parameter) => parameter.in === 'query'),
        body: json ?? (requestBody ? 'file' : undefined),
      };
    }),
  );
  return { operations, schemas: document.components.schemas };
}
