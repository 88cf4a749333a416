import type { z } from 'zod';
import {
  auditRoutes,
  documentsRoutes,
  draftsRoutes,
  filesRoutes,
  outboxRoutes,
  readRoutes,
  workRoutes,
  writeRoutes,
} from './routes.ts';

/** Every operation of the API but the one that describes them. */
export const describedRoutes = [
  ...readRoutes,
  ...writeRoutes,
  ...filesRoutes,
  ...outboxRoutes,
  ...auditRoutes,
  ...draftsRoutes,
  ...workRoutes,
  ...documentsRoutes,
] as const;

type Description = (typeof describedRoutes)[number]['description'];

/** By the name of an operation: what goes in and what comes out, as it is written in a request and an answer. */
export type Operations = {
  [Each in Description as Each['operation']]: {
    params: z.input<Each['params']>;
    query: z.input<Each['query']>;
    body: z.input<NonNullable<Each['describedBody']>>;
    answer: z.output<Each['answer']>;
  };
};
