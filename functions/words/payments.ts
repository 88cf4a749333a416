/** What became of an amount that was put out for collection. */
export const COLLECTION_WORDS = { open: '待征收', paid: '已缴费', cancelled: '已撤回' } as const;

/** Why a payment is with no case, as desks and the tax office read it. */
export const UNALLOCATED_WORDS = {
  no_case: '本年度没有此人的在办案件，缴费已登记为待认领',
  not_used: '此人的案件没有使用这笔缴费，缴费已登记为待认领',
  not_awaited: '此人的案件不在等待缴费，缴费已登记为待认领',
  voucher_zeros: '与此人另一笔缴费的年度、金额、日期相同，凭证号只差开头的 0，可能是同一笔，须由人核对，已登记为待认领',
  second_payment: '此人本年度已有缴费，这一笔是重复缴费，已登记为待认领',
} as const;
