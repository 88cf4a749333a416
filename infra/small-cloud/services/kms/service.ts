import type { Service } from '../service.ts';
import { kmsAlias } from './alias-resource.ts';
import { kmsKey } from './key-resource.ts';

/** Keys are names here: nothing is encrypted. */
export const kmsService: Service = { resourceTypes: [kmsAlias, kmsKey] };
