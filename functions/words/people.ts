/** Who acts, and what is known of a person. */

export const ROLE_WORDS = {
  caseworker: '经办',
  approver: '复核',
  tax: '税务',
  treasury: '财政',
  university: '高校',
  policy_officer: '政策',
  auditor: '审计',
} as const;

export const SCHEME_WORDS = {
  employee: '职工医保',
  military: '退役军人',
  military_spouse: '随军家属',
  prison: '刑满释放',
  other: '其他',
} as const;

export const APPLICANT_WORDS = { payer: '缴费人', insured: '参保人', heir: '继承人', university: '高校' } as const;

export const TIER_WORDS = { low: '一档', high: '二档' } as const;

export const GRADE_WORDS = { '1': '一级', '2': '二级', '3': '三级', '4': '四级' } as const;
