/** Where a payment is asked back; why is said in `domain/regions.ts`, because the reader of a notice says it too. */
export const LODGED_WORDS = { agency: '医保经办机构', tax: '税务部门' } as const;
