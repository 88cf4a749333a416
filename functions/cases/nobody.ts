/** What stands where a person was, once the years of the case are over. */
export const ERASED = '已删除';
export const NOBODY = { ref: 'erased', masked: { idNumber: ERASED, name: ERASED }, sealed: '' };
