/** Files that are imported, their rows, and how far they are. */

export const IMPORT_WORDS = {
  payments: '缴费明细',
  enrolments: '参保登记',
  'aid-lists': '资助对象名单',
  deaths: '死亡登记名单',
} as const;

export const ROW_OUTCOME_WORDS = {
  good: '通过',
  failed: '错误',
  opened: '已立案',
  attached: '并入已有案件',
  refused: '未立案',
  stored: '已登记',
  same: '以前登记过，相同',
  to_check: '已登记，须由人核对',
  added: '新增',
  changed: '已变更',
  removed: '已退出名单',
  unchanged: '没有变化',
  recorded: '已登记结果',
  again: '以前登记过，相同',
} as const;

export const BATCH_STATE_WORDS = { checked: '待提交', opening: '正在立案', opened: '已立案' } as const;

export const IMPORT_STATE_WORDS = {
  empty: '没有内容',
  running: '正在登记',
  failed: '没有完成',
  done: '已完成',
} as const;

/** How far a policy table is on its way to being published. */
export const DRAFT_WORDS = {
  submitted: '已提交',
  listing: '名单计算中',
  listed: '待另一人同意',
  approved: '待发布',
  published: '已发布',
  withdrawn: '已撤回',
} as const;
