/** The rules that decide how much is to be paid … */
export const AMOUNT_RULES: readonly string[] = [
  'individual_contribution',
  'contribution_unit',
  'age',
  'late_shares',
  'late_aided',
  'subsidy',
  'exit_shares',
  'cost',
  'alongside',
];
/** … and those that decide who bears what the person does not. */
export const AID_RULES: readonly string[] = [
  'identity',
  'several_identities',
  'aid',
  'aid_rounding',
  'aid_payer',
  'newly_recognised',
];
export const SHARE_RULES: readonly string[] = [...AMOUNT_RULES, ...AID_RULES];
