/** What the routes of each entry work with: no more than its Lambda function has grants for. */

import type { Case } from '../../cases/case.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import type { StartExecution } from '../../runtime/start-execution.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { IdempotencyKeys } from '../../store/cases/idempotency-keys.ts';
import type { RefundOutcomes } from '../../store/cases/refund-outcomes.ts';
import type { Days } from '../../store/counts/days.ts';
import type { Statistics } from '../../store/counts/figures.ts';
import type { DocumentFiles } from '../../store/documents/document-files.ts';
import type { DeskBook } from '../../store/ledger/desk-book.ts';
import type { ExchangeStore } from '../../store/ledger/exchange-store.ts';
import type { FoundByLists } from '../../store/ledger/found-by.ts';
import type { ImportedPayments } from '../../store/ledger/imported-payments.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import type { PaperNumbers } from '../../store/ledger/paper-numbers.ts';
import type { RefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { NoticeStore } from '../../store/messages/notice-store.ts';
import type { OutboxStore } from '../../store/messages/outbox-store.ts';
import type { ReminderRuns } from '../../store/messages/reminder-runs.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import type { Agencies } from '../../store/policies/agencies.ts';
import type { PolicyDrafts } from '../../store/policies/policy-drafts.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import type { BatchStore } from '../../store/uploads/batch-store.ts';
import type { PolicyWork } from '../../store/uploads/policy-work.ts';
import type { UploadStore } from '../../store/uploads/upload-store.ts';
import type { Executions } from '../executions/executions.ts';

/** Of routes that change nothing. */
export interface ReadServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  notices: NoticeStore;
  policies: PolicyStore;
  agencies: Pick<Agencies, 'get'>;
  statistics: Statistics;
  desk: Pick<DeskBook, 'colleagues' | 'inbox'>;
  foundBy: Pick<FoundByLists, 'find'>;
}

/** Of routes that change a case. */
export interface WriteServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  refunds: RefundLedger;
  policies: PolicyStore;
  keys: IdempotencyKeys;
  /** What the ledger has of a person. */
  roll: Pick<RollStore, 'recordsOf'>;
  identity: PersonIdentity;
  foundBy: FoundByLists;
  executions: Executions;
  agencies: Pick<Agencies, 'get'>;
  papers: PaperNumbers;
  desk: Pick<DeskBook, 'arrive' | 'colleague' | 'send' | 'see'>;
}

/** Of routes that take or give files. */
export interface FileServices {
  /** What the treasury says of an order is kept with its case. */
  cases: Pick<CaseStore<Case>, 'get' | 'change'>;
  uploads: UploadStore;
  identity: PersonIdentity;
  payments: ImportedPayments;
  batches: BatchStore;
  policies: Pick<PolicyStore, 'versions'>;
  refunds: RefundLedger;
  outcomes: RefundOutcomes;
  exchange: ExchangeStore;
  startImport: StartExecution;
  startBatch: StartExecution;
}

/** Of routes about what people are told: reminders, messages, their letters on paper. */
export interface OutboxServices {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  roll: RollStore;
  outbox: OutboxStore;
  policies: PolicyStore;
  reminders: ReminderStore;
  runs: ReminderRuns;
  identity: PersonIdentity;
}

/** Of routes that take documents of cases in, and show them. */
interface DocumentServices {
  cases: Pick<CaseStore<Case>, 'get' | 'change'>;
  documents: DocumentFiles;
}

/** Of an auditor's routes. */
export interface AuditServices {
  cases: CaseStore<Case>;
  policies: Pick<PolicyStore, 'versions' | 'list'>;
  drafts: Pick<PolicyDrafts, 'published'>;
  statistics: Pick<Statistics, 'standing'>;
  days: Days;
  /** The program that every pack carries. */
  verifier: () => string;
}

/** Of routes about policy tables that are to be published. */
export interface DraftServices {
  cases: Pick<CaseStore<Case>, 'list'>;
  policies: Pick<PolicyStore, 'versions' | 'publish'>;
  drafts: PolicyDrafts;
  agencies: Agencies;
}

/** Of routes about tables in the making. */
export interface WorkServices {
  policies: Pick<PolicyStore, 'versions'>;
  work: PolicyWork;
}

export interface EntryServices {
  read: ReadServices;
  write: WriteServices;
  files: FileServices;
  outbox: OutboxServices;
  audit: AuditServices;
  drafts: DraftServices;
  work: WorkServices;
  documents: DocumentServices;
}

/** One Lambda function behind the gateway; its routes say that they are its. */
export type Entry = keyof EntryServices;
