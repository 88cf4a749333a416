/** Why a payment can be given back, and where that is asked for. */

export {
  GROUND_NAMES_OF_TABLES as TABLE_GROUND_WORDS,
  REFUND_GROUND_NAMES as GROUND_WORDS,
} from '../domain/regions.ts';

export const LODGED_WORDS = { agency: '医保经办机构', tax: '税务部门' } as const;
