import { fileURLToPath } from 'node:url';
import { loadNationalLayers } from './files.ts';
import type { NationalLayer } from './layers.ts';

/** The national layer of this release's tables. A bundle holds it, and reads no file for it. */
export const nationalLayers: readonly NationalLayer[] = loadNationalLayers(
  fileURLToPath(new URL('../../workflows/policies', import.meta.url)),
);
