import type { Service } from '../service.ts';
import { backupPlan, backupSelection, backupVault } from './backup-resources.ts';

/** Plans for copies: accepted and without effect. */
export const backupService: Service = { resourceTypes: [backupPlan, backupSelection, backupVault] };
