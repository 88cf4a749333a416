import type { z } from 'zod';
import { holdsPersonalNumber } from '../domain/person/numbers-in-text.ts';

/** What somebody writes into a case: the history keeps it for ever, and holds no personal data. */
export const withoutNumbers = <Text extends z.ZodType<string>>(text: Text) =>
  text.refine((written) => !holdsPersonalNumber(written), '不要写身份证号码、手机号码或银行卡号');
