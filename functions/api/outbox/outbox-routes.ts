import type { Route } from '../route.ts';
import { getNotice } from './get-notice.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listOutbox } from './list-outbox.ts';
import { listReminders } from './list-reminders.ts';
import { listRevived } from './list-revived.ts';
import { listUnplannable } from './list-unplannable.ts';
import { noteSaidPaid } from './note-said-paid.ts';
import type { OutboxServices } from './outbox-services.ts';
import { printFile } from './print-file.ts';
import { retryDeadLetter } from './retry-dead-letter.ts';
import { stopMessages } from './stop-messages.ts';

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
