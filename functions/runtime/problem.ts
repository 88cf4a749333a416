/** Problems (RFC 9457) that the API answers: a stable code, a sentence in Chinese, the fields at fault. */
import { z } from 'zod';

/** Every code, its status and its title. Codes are part of the API: they are added to, never changed. */
export const PROBLEMS = {
  invalid_json: { status: 400, title: '请求体不是有效的 JSON' },
  idempotency_key_required: { status: 400, title: '缺少 Idempotency-Key' },
  not_authorized: { status: 401, title: '身份无法识别' },
  role_not_allowed: { status: 403, title: '无权办理' },
  region_not_allowed: { status: 403, title: '不属于所辖统筹区' },
  not_own_student: { status: 403, title: '不是本校学生' },
  approver_needed: { status: 403, title: '须由审批人办理' },
  route_not_found: { status: 404, title: '没有这个接口' },
  case_not_found: { status: 404, title: '没有这个案件' },
  task_not_found: { status: 404, title: '没有这个待办' },
  unknown_kind: { status: 404, title: '没有这种测算' },
  policy_not_found: { status: 404, title: '没有这个统筹区和年度的政策表' },
  payment_not_found: { status: 404, title: '没有这笔缴费' },
  payout_not_found: { status: 404, title: '没有这笔支付指令' },
  recovery_not_found: { status: 404, title: '没有这笔追回的款项' },
  document_not_found: { status: 404, title: '没有这份材料' },
  colleague_not_found: { status: 404, title: '没有这位同事' },
  upload_not_found: { status: 404, title: '没有收到这份文件' },
  notice_not_found: { status: 404, title: '没有这份通知' },
  dead_letter_not_found: { status: 404, title: '没有这封未送达的通知' },
  reminder_not_found: { status: 404, title: '没有为此人计划的提醒' },
  import_not_found: { status: 404, title: '没有这次导入' },
  no_failed_rows: { status: 404, title: '没有更多错误行' },
  batch_not_found: { status: 404, title: '没有这个批次' },
  draft_not_found: { status: 404, title: '没有这份政策草案' },
  exchange_file_not_found: { status: 404, title: '没有这个交换文件' },
  person_erased: { status: 410, title: '个人信息已经删除' },
  method_not_allowed: { status: 405, title: '接口不支持这种方法' },
  idempotency_key_reused: { status: 409, title: 'Idempotency-Key 已用于其他内容' },
  case_already_open: { status: 409, title: '此人本年度已有在办案件' },
  already_insured: { status: 409, title: '此人本年度已参保' },
  case_not_parked: { status: 409, title: '案件没有挂起' },
  case_not_withdrawable: { status: 409, title: '案件现在不能撤回' },
  facts_not_correctable: { status: 409, title: '申请信息不能再更正' },
  figures_changed: { status: 409, title: '今天的测算与您看到的不同' },
  case_changed_meanwhile: { status: 409, title: '案件刚被他人改动' },
  case_has_ended: { status: 409, title: '案件已经办结' },
  id_number_differs: { status: 409, title: '已登记另一个身份证号码' },
  id_number_needed: { status: 409, title: '须先登记身份证号码' },
  case_not_awaiting_payment: { status: 409, title: '案件不在等待缴费' },
  payment_already_refunded: { status: 409, title: '这笔缴费已经退费' },
  payout_result_contradicts: { status: 409, title: '支付结果前后矛盾' },
  payout_not_paid: { status: 409, title: '款项没有登记为已支付' },
  case_not_refunded: { status: 409, title: '退费没有办结' },
  recovery_already_decided: { status: 409, title: '追回的款项已经复核' },
  same_person_reviews: { status: 409, title: '复核须由另一人办理' },
  person_died: { status: 409, title: '此人已登记死亡' },
  payment_on_record: { status: 409, title: '本年度已有缴费记录' },
  payment_not_for_case: { status: 409, title: '缴费不能分配给这个案件' },
  document_already_there: { status: 409, title: '这份文件已经收过' },
  too_many_documents: { status: 409, title: '案件的材料已满' },
  voucher_reused: { status: 409, title: '凭证号已用于另一笔缴费' },
  no_open_task: { status: 409, title: '没有要办理的事项' },
  task_taken: { status: 409, title: '同事正在办理' },
  task_already_decided: { status: 409, title: '待办已经办结' },
  task_expired: { status: 409, title: '待办已经过期' },
  action_does_not_fit: { status: 409, title: '这个待办不能这样办理' },
  import_id_reused: { status: 409, title: 'Import-Id 已用于另一种导入' },
  batch_already_sent: { status: 409, title: '批次已经提交' },
  policy_version_taken: { status: 409, title: '这一天的这个修订号已经发布' },
  draft_already_there: { status: 409, title: '同样的草案已经提交' },
  draft_already_published: { status: 409, title: '草案已经发布' },
  draft_withdrawn: { status: 409, title: '草案已经撤回' },
  draft_not_approved: { status: 409, title: '草案尚未经另一人同意' },
  impact_not_listed: { status: 409, title: '影响名单尚未算完' },
  order_not_ready: { status: 409, title: '这种次序还没有编好' },
  impact_outdated: { status: 409, title: '影响名单已经过时' },
  draft_changed_meanwhile: { status: 409, title: '草案刚被他人处理' },
  same_officer_approves: { status: 409, title: '须由另一名政策人员同意' },
  exchange_day_open: { status: 409, title: '当日尚未结束' },
  body_too_large: { status: 413, title: '请求体过大' },
  invalid_request: { status: 422, title: '请求内容有误' },
  file_unreadable: { status: 422, title: '文件不能读取' },
  document_refused: { status: 422, title: '这份文件不能收' },
  policy_text_not_read: { status: 422, title: '这份文本不能读成政策表' },
  list_too_long: { status: 422, title: '符合条件的太多' },
  batch_not_reconciled: { status: 422, title: '批次勾稽不平' },
  questions_left_open: { status: 422, title: '还有事项没有确认' },
  too_many_requests: { status: 429, title: '请求过于频繁' },
  internal_error: { status: 500, title: '系统内部错误' },
  temporarily_unavailable: { status: 503, title: '系统暂时繁忙' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export const isProblemCode = (name: string): name is ProblemCode => Object.hasOwn(PROBLEMS, name);
export const PROBLEM_CODES: readonly ProblemCode[] = Object.keys(PROBLEMS).filter(isProblemCode);

export interface Issue {
  /** Path of the field, such as `facts.history.insuredYears.0`. */
  path: string;
  message: string;
}

export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** A sentence in Chinese: what is wrong and what would be right. */
  detail: z.string(),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export type Problem = z.output<typeof problemSchema>;

interface ProblemParts {
  issues?: readonly Issue[];
  /** Members of its own, such as the `caseId` that stands in the way. Never personal data. */
  members?: Record<string, string>;
  /** Seconds after which the same may be asked again. */
  retryAfter?: number;
  cause?: unknown;
}

/** Thrown anywhere in a route; answered as `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly problem: Problem;
  /** Pattern of the route that threw it, for the log: never a path, which holds whatever somebody typed. */
  route = '';
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, detail: string, { issues = [], members = {}, retryAfter, cause }: ProblemParts = {}) {
    super(code, cause === undefined ? {} : { cause });
    const { status, title } = PROBLEMS[code];
    this.code = code;
    this.retryAfter = retryAfter ?? (status === 503 ? 2 : undefined);
    this.problem = { ...members, type: `urn:canbao:problem:${code}`, title, status, code, detail, issues: [...issues] };
  }
}
