import type { AuditServices } from '../cases/audit-services.ts';
import { takeAuditPack } from '../cases/take-audit-pack.ts';
import type { Route } from '../http/route.ts';

export const auditRoutes: readonly Route<AuditServices>[] = [takeAuditPack];
