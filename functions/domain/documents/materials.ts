/** 材料: which documents a case of each kind and ground needs. */
import { z } from 'zod';
import { REFUND_GROUNDS } from '../policy/special-groups.ts';

export const MATERIALS = [
  'id_document',
  'household_register',
  'application_form',
  'payment_voucher',
  'bank_account',
  'identity_certificate',
  'exit_certificate',
  'school_certificate',
  'residence_permit',
  'departure_certificate',
  'employee_insurance_proof',
  'other_enrolment_proof',
  'death_certificate',
  'heir_proof',
  'birth_certificate',
  'guardian_id',
  'statement',
  'letter_of_attorney',
  'other',
] as const;
type Material = (typeof MATERIALS)[number];

const materialSchema = z.enum(MATERIALS);

/** A kind of case, or a refund's ground: `refund.death`. */
export const OCCASIONS = [
  'late-payment',
  'newborn',
  'refund',
  ...REFUND_GROUNDS.map((ground) => `refund.${ground}` as const),
];

/** Section `materials` of a table: what it names replaces the reading for that kind or ground. */
export const materialsSchema = z.partialRecord(
  z.enum(OCCASIONS),
  z.strictObject({
    required: z.array(materialSchema),
    optional: z.array(materialSchema).default([]),
    /** A clause of the table. */
    clause: z.string().min(1).optional(),
  }),
);

export interface WantedMaterials {
  required: readonly Material[];
  optional: readonly Material[];
  /** Where a region's table says so; null for the adopted reading R-materials. */
  clause: string | null;
}

const ALWAYS: readonly Material[] = ['letter_of_attorney', 'other'];

const ofRefund = (...more: readonly Material[]): readonly Material[] => [
  'application_form',
  'id_document',
  'payment_voucher',
  'bank_account',
  ...more,
];

/** R-materials: an adopted reading, as no text lists what an applicant brings; an agency says otherwise in its table. */
const READING: Readonly<Record<string, Pick<WantedMaterials, 'required' | 'optional'>>> = {
  'late-payment': {
    required: ['id_document'],
    optional: [
      'household_register',
      'identity_certificate',
      'exit_certificate',
      'school_certificate',
      'residence_permit',
      ...ALWAYS,
    ],
  },
  newborn: { required: ['birth_certificate', 'guardian_id'], optional: ['household_register', ...ALWAYS] },
  refund: { required: ofRefund(), optional: ['statement', ...ALWAYS] },
  'refund.departure': { required: ofRefund('departure_certificate'), optional: ['school_certificate', ...ALWAYS] },
  'refund.employee_insurance': { required: ofRefund('employee_insurance_proof'), optional: ALWAYS },
  'refund.enrolled_elsewhere': { required: ofRefund('other_enrolment_proof'), optional: ALWAYS },
  'refund.death': {
    required: ofRefund('death_certificate', 'heir_proof'),
    optional: ['household_register', ...ALWAYS],
  },
  'refund.aid_recognised': { required: ofRefund('identity_certificate'), optional: ALWAYS },
  'refund.wrong_standard': { required: ofRefund('statement'), optional: ALWAYS },
  'refund.other': { required: ofRefund('statement'), optional: ALWAYS },
};

/**
 * @param of a kind of case, with the ground of a refund
 * @param table by which the case is decided; null where there is none
 */
export function materialsFor(
  of: { kind: 'late-payment' | 'refund' | 'newborn'; ground?: string | undefined },
  table: { materials?: z.output<typeof materialsSchema> | undefined } | null,
): WantedMaterials {
  const names = of.ground === undefined ? [of.kind] : [`${of.kind}.${of.ground}`, of.kind];
  const own = Object.entries(table?.materials ?? {});
  for (const name of names) {
    const found = own.find(([occasion]) => occasion === name)?.[1];
    if (found) return { required: found.required, optional: found.optional, clause: found.clause ?? null };
  }
  const reading = names.flatMap((name) => READING[name] ?? [])[0] ?? { required: [], optional: ALWAYS };
  return { ...reading, clause: null };
}
