import type { Answer } from '../api/client.ts';

export type TaskEntry = Answer<'listTasks'>['tasks'][number];
/** What a case has of its task; a list says too who may not approve it. */
export type Task = Omit<TaskEntry, 'case' | 'notByYou'>;

/** Why a task cannot simply be approved; null where it can. */
function obstacleOf(task: TaskEntry): string | null {
  if (task.notByYou !== null) return task.notByYou;
  if (!task.actions.includes('approve')) return '这类待办不能直接同意';
  if (task.reviews.some(({ settledBy }) => settledBy !== 'acknowledgement')) return '还缺数据，要先补充';
  return null;
}

/** What several tasks can be answered together. */
export type BulkAction = 'approve' | 'return' | 'reject';

/** Why a task is not among those that are answered so; null where it is. */
export function whyNotSo(task: TaskEntry, action: BulkAction): string | null {
  if (action === 'approve') return obstacleOf(task);
  return task.actions.includes(action) ? null : '这类待办不能这样办理';
}

/** An approval of all that the task asks. */
export const approvalOf = (task: Task, opinion: string) => ({
  action: 'approve',
  confirm: task.confirmations.map(({ field }) => field),
  acknowledge: task.reviews.map(({ code, field }) => `${code} ${field}`),
  ...(task.shown !== null && { shown: task.shown }),
  ...(opinion !== '' && { opinion }),
});

/** What there is to decide, in a few words. */
export function questionOf(task: Task): string {
  const parts = [
    task.confirmations.length > 0 ? `确认 ${task.confirmations.length} 项` : '',
    task.reviews.length > 0 ? `待定 ${task.reviews.length} 项` : '',
    // A review lists what it is about in the same place; only a payment is compared with what was asked for.
    task.differences.length > 0 && task.kind === 'payment_question' ? `出入 ${task.differences.length} 处` : '',
    task.documents.length > 0 ? `材料 ${task.documents.length} 份` : '',
  ].filter((part) => part !== '');
  return parts.join('，') || '—';
}
