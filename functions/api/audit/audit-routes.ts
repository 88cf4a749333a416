import type { Route } from '../route.ts';
import type { AuditServices } from './audit-services.ts';
import { takeAuditPack } from './take-audit-pack.ts';

export const auditRoutes: readonly Route<AuditServices>[] = [takeAuditPack];
