/** The keys of every table and index. What is written and read under them says `functions/store`. */
import type { TableDefinition } from '../constructs/record-table.ts';

export const TABLE_DEFINITIONS = {
  Policies: { key: ['tableKey', 'versionKey'] },
  Cases: {
    key: ['caseId'],
    // A case is read whole from the table: an index that held it whole would be written whole with every change.
    indexes: {
      queue: { key: ['queueKey', 'taskDue'], holds: ['kind', 'state', 'batchId', 'wait'] },
      person: { key: ['personRef', 'personCaseKey'], holds: [] },
      region: { key: ['region', 'openedKey'], holds: ['kind', 'state'] },
      pending: { key: ['pendingKey', 'pendingSince'], holds: [] },
      amount: { key: ['region', 'amountKey'], holds: ['kind', 'state'] },
    },
  },
  Ledger: {
    key: ['entry'],
    indexes: {
      person: { key: ['personRef', 'personEntryKey'] },
      collection: { key: ['collectionDay', 'entry'] },
      payer: { key: ['payerKey', 'personEntryKey'] },
      roll: { key: ['rollKey', 'entry'] },
    },
  },
  Notices: { key: ['caseId', 'occasion'], indexes: { outbox: { key: ['outboxKey', 'outboxSort'] } } },
  Reminders: { key: ['subject', 'occasion'], indexes: { due: { key: ['dueKey', 'dueSort'] } } },
  Uploads: { key: ['uploadId', 'part'] },
  Callers: { key: ['caller'] },
  Counts: { key: ['of', 'when'] },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof TABLE_DEFINITIONS;
