import { z } from 'zod';

export const REASON_LIMIT = 200;

/** Why somebody looks at what others do not see: the history keeps it for ever, and holds no personal data. */
export const reasonOf = (what: string) =>
  z
    .string(`请填写${what}原因`)
    .trim()
    .min(4, `请填写${what}原因,至少四个字`)
    .max(REASON_LIMIT, `${what}原因不能超过 ${REASON_LIMIT} 字`)
    .regex(/^(?!.*\d{6})/, `${what}原因中不要写号码`);
