import type { Route } from '../route.ts';
import type { ReadServices } from '../services.ts';
import { assess } from './assess.ts';
import { getCase } from './get-case.ts';
import { getPolicy } from './get-policy.ts';
import { listCases } from './list-cases.ts';
import { listCollections } from './list-collections.ts';
import { countDeadlines, listDeadlines } from './list-deadlines.ts';
import { listPayments } from './list-payments.ts';
import { listPolicies } from './list-policies.ts';
import { listTasks } from './list-tasks.ts';
import { showPerson } from './show-person.ts';

export const readRoutes: readonly Route<ReadServices>[] = [
  listCases,
  getCase,
  showPerson,
  listTasks,
  countDeadlines,
  listDeadlines,
  listPolicies,
  getPolicy,
  listCollections,
  listPayments,
  assess,
];
