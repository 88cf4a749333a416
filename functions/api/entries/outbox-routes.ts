import type { Route } from '../http/route.ts';
import { getNotice } from '../messages/get-notice.ts';
import { listDeadLetters } from '../messages/list-dead-letters.ts';
import { listOutbox } from '../messages/list-outbox.ts';
import { listReminders } from '../messages/list-reminders.ts';
import { listRevived } from '../messages/list-revived.ts';
import { listUnplannable } from '../messages/list-unplannable.ts';
import { noteSaidPaid } from '../messages/note-said-paid.ts';
import type { OutboxServices } from '../messages/outbox-services.ts';
import { printFile } from '../messages/print-file.ts';
import { retryDeadLetter } from '../messages/retry-dead-letter.ts';
import { stopMessages } from '../messages/stop-messages.ts';

export const outboxRoutes: readonly Route<OutboxServices>[] = [
  listOutbox,
  listDeadLetters,
  retryDeadLetter,
  stopMessages,
  noteSaidPaid,
  listReminders,
  listUnplannable,
  getNotice,
  printFile,
  listRevived,
];
