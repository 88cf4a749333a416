/** Why a payment can be given back, and where that is asked for. */

export const GROUND_WORDS = {
  duplicate_payment: '重复缴费',
  departure: '学生离校',
  employee_insurance: '参加职工医保',
  enrolled_elsewhere: '在其他统筹地区参保',
  death: '死亡',
  aid_recognised: '缴费后认定为资助对象',
  wrong_standard: '缴费标准有误',
  change_of_mind: '本人不愿参保',
  other: '其他',
} as const;

export const LODGED_WORDS = { agency: '医保经办机构', tax: '税务部门' } as const;
