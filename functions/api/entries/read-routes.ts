import { getCase } from '../cases/get-case.ts';
import { listCases } from '../cases/list-cases.ts';
import { countDeadlines, listDeadlines } from '../cases/list-deadlines.ts';
import { assess } from '../decisions/assess.ts';
import { listTasks } from '../decisions/list-tasks.ts';
import type { Route } from '../http/route.ts';
import type { ReadServices } from '../http/services.ts';
import { listCollections } from '../payments/list-collections.ts';
import { listPayments } from '../payments/list-payments.ts';
import { showPerson } from '../persons/show-person.ts';
import { getPolicy } from '../policies/get-policy.ts';
import { listPolicies } from '../policies/list-policies.ts';

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
