/** What can go wrong with a call, in the API's own words where it has any. */

export interface Issue {
  path: string;
  message: string;
}

const BY_STATUS: Readonly<Record<number, { title: string; detail: string }>> = {
  401: { title: '登录已到期', detail: '请重新登录，页面上的内容会保留。' },
  403: { title: '无权查看', detail: '您的角色或统筹区不能办理此事。' },
  404: { title: '没有找到', detail: '这个地址没有内容，请从列表重新进入。' },
  413: { title: '内容过大', detail: '请减少内容后再提交。' },
  429: { title: '请求太多', detail: '请过几秒再试。' },
};

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** A sentence: what is wrong and what would be right. */
  readonly detail: string;
  readonly issues: readonly Issue[];

  constructor(status: number, body: unknown) {
    const said = readProblem(body);
    const known = BY_STATUS[status] ?? {
      title: '系统暂时不能办理',
      detail: '请稍后再试；仍不行请告诉管理员。',
    };
    super(said.code ?? String(status));
    this.status = status;
    this.code = said.code ?? '';
    this.title = said.title ?? known.title;
    this.detail = said.detail ?? known.detail;
    this.issues = said.issues;
  }
}

/**
 * No answer: the network is gone, or the system is. Whether what was asked for was done nobody here knows; whatever
 * changes something may be sent again, and is done once.
 */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly title = navigator.onLine ? '连不上系统' : '网络已断开';
  readonly detail: string;

  /** @param changes whether the call was to change something */
  constructor(changes: boolean, cause: unknown) {
    super('unreachable', { cause });
    const when = navigator.onLine ? '请稍后再试' : '网络恢复后请再试';
    this.detail = changes
      ? `系统没有应答，不知道是否已经办成。${when}：再按一次不会重复办理。`
      : `系统没有应答。${when}。`;
  }
}

/** Whether the same request may be answered otherwise: what a person may not see, or what is not there, stays so. */
export const mayHelpToRetry = (error: unknown): boolean =>
  !(error instanceof ApiError) || ![400, 403, 404, 409, 413, 422].includes(error.status);

export function explainError(error: unknown): { title: string; detail: string; issues: readonly Issue[] } {
  if (error instanceof ApiError) return error;
  if (error instanceof UnreachableError) return { title: error.title, detail: error.detail, issues: [] };
  return { title: '页面出错', detail: '请刷新页面；仍不行请告诉管理员。', issues: [] };
}

function readProblem(body: unknown): { code?: string; title?: string; detail?: string; issues: Issue[] } {
  if (typeof body !== 'object' || body === null || !('code' in body)) return { issues: [] };
  const text = (name: string): string => String(Reflect.get(body, name) ?? '');
  const issues: unknown = Reflect.get(body, 'issues');
  return {
    code: text('code'),
    title: text('title'),
    detail: text('detail'),
    issues: Array.isArray(issues)
      ? issues.map((issue) => ({ path: String(issue.path), message: String(issue.message) }))
      : [],
  };
}
