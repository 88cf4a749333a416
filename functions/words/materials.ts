/** 材料: what an applicant brings. */

export const MATERIAL_WORDS = {
  id_document: '身份证件',
  household_register: '户口簿',
  application_form: '退费申请表',
  payment_voucher: '缴费凭证',
  bank_account: '银行账户证明',
  identity_certificate: '资助身份证明',
  exit_certificate: '退出其他医保的证明',
  school_certificate: '在校（学籍）证明',
  residence_permit: '居住证',
  departure_certificate: '离校证明',
  employee_insurance_proof: '职工医保参保证明',
  other_enrolment_proof: '其他地方参保证明',
  death_certificate: '死亡证明',
  heir_proof: '继承关系证明',
  birth_certificate: '出生医学证明',
  guardian_id: '监护人身份证件',
  statement: '情况说明',
  letter_of_attorney: '授权委托书',
  other: '其他材料',
} as const;
