/** The tables that can be imported. */
import { AID_TEMPLATE } from './aid-row.ts';
import { DEATH_TEMPLATE } from './death-row.ts';
import { ENROLMENT_TEMPLATE } from './enrolment-row.ts';
import { PAYMENT_TEMPLATE } from './payment-row.ts';
import type { Template } from './template.ts';

export const IMPORT_KINDS = ['payments', 'enrolments', 'aid-lists', 'deaths'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_TEMPLATES: Record<ImportKind, Template> = {
  payments: PAYMENT_TEMPLATE,
  enrolments: ENROLMENT_TEMPLATE,
  'aid-lists': AID_TEMPLATE,
  deaths: DEATH_TEMPLATE,
};
