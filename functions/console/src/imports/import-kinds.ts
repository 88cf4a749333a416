import { RULES } from '../api/schema.ts';

export type ImportKind = keyof typeof RULES.importers;

export const IMPORT_HINTS: Readonly<Record<ImportKind, string>> = {
  payments: '税务征收系统导出的缴费明细；同一凭证号只登记一次，同一文件再传不会重复。',
  enrolments: '核心系统导出的参保登记；有姓名和手机号的，到期前收得到提醒。',
  'aid-lists': '民政、乡村振兴、残联等部门的名单；在办案件会按新的身份重新核定。',
  deaths: '公安、民政等部门的死亡登记；今后不再提醒，没有缴费的在办补缴随即终止，其余在办案件列在结果中。',
};

const isKind = (kind: string): kind is ImportKind => Object.hasOwn(IMPORT_HINTS, kind);

/** What somebody of a role may import. */
export const importsOf = (role: string): ImportKind[] =>
  Object.entries(RULES.importers).flatMap(([kind, roles]) =>
    isKind(kind) && roles.some((one) => one === role) ? [kind] : [],
  );
