import { z } from 'zod';
import { withoutNumbers } from './written-text.ts';

export const REASON_LIMIT = 200;

/** Why somebody looks at what others do not see: the history keeps it for ever, and holds no personal data. */
export const reasonOf = (what: string) =>
  withoutNumbers(
    z
      .string(`请填写${what}原因`)
      .trim()
      .min(4, `请填写${what}原因，至少四个字`)
      .max(REASON_LIMIT, `${what}原因不能超过 ${REASON_LIMIT} 字`),
  );
