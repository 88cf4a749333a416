import { createHash } from 'node:crypto';
import type { ResourceIdentity } from '../../template/resource-type.ts';

/** An id like API Gateway's (`a1b2c3d4e5`), the same at every start. */
export function resourceId(identity: ResourceIdentity): string {
  return createHash('sha256').update(identity.physicalName(1024)).digest('hex').slice(0, 10);
}
