/**
 * The routes by the Lambda function that serves them. Each says so itself; the compiler refuses one in another's list.
 * A list is not derived from the others, so that a function's bundle holds only its own routes.
 */

import { downloadAuditDay } from '../audit/download-day.ts';
import { getAuditDay } from '../audit/get-day.ts';
import { applyForStudent } from '../batches/apply-for-student.ts';
import { downloadBatchStudents } from '../batches/download-batch-students.ts';
import { downloadBatchTemplate } from '../batches/download-batch-template.ts';
import { downloadFailedBatch } from '../batches/download-failed-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { listBatchRows } from '../batches/list-batch-rows.ts';
import { listBatchStudents } from '../batches/list-batch-students.ts';
import { listBatches } from '../batches/list-batches.ts';
import { receiveBatch } from '../batches/receive-batch.ts';
import { sendBatch } from '../batches/send-batch.ts';
import { correctFactsRoute } from '../cases/correct-facts.ts';
import { downloadCases } from '../cases/download-cases.ts';
import { getCase } from '../cases/get-case.ts';
import { holdCaseRoute } from '../cases/hold-case.ts';
import { issuePaper } from '../cases/issue-paper.ts';
import { countCasesRoute, listCasesRoute } from '../cases/list-cases.ts';
import { countDeadlines, listDeadlines } from '../cases/list-deadlines.ts';
import { openCase } from '../cases/open-case.ts';
import { recordEventRoute } from '../cases/record-event.ts';
import { correctAccount } from '../cases/refund/correct-account.ts';
import { decideRecoveryRoute } from '../cases/refund/decide-recovery.ts';
import { noteRecoveryRoute } from '../cases/refund/note-recovery.ts';
import { resumeCase } from '../cases/resume-case.ts';
import { takeAuditPackRoute } from '../cases/take-audit-pack.ts';
import { tryCase } from '../cases/try-case.ts';
import { withdrawCase } from '../cases/withdraw-case.ts';
import { assessRoute } from '../decisions/assess.ts';
import { decideBatch } from '../decisions/decide-batch.ts';
import { decideTask } from '../decisions/decide-task.ts';
import { countTasks, listTasksRoute } from '../decisions/list-tasks.ts';
import { arriveAtDesk } from '../desk/arrive.ts';
import { listColleagues } from '../desk/list-colleagues.ts';
import { listInbox } from '../desk/list-inbox.ts';
import { seeInbox } from '../desk/see-inbox.ts';
import { handOverTask, takeTask } from '../desk/share-task.ts';
import { writeNote } from '../desk/write-note.ts';
import { listDocuments } from '../documents/list-documents.ts';
import { showDocument } from '../documents/show-document.ts';
import { startUploads } from '../documents/start-uploads.ts';
import { strikeDocument } from '../documents/strike-document.ts';
import { takeDocument } from '../documents/take-document.ts';
import type { Route } from '../http/route.ts';
import { downloadFailedImport } from '../imports/download-failed-import.ts';
import { downloadImportTemplate } from '../imports/download-import-template.ts';
import { getImport, listImports } from '../imports/get-import.ts';
import { listImportRows } from '../imports/list-import-rows.ts';
import { receiveImport } from '../imports/receive-import.ts';
import { getNotice } from '../messages/get-notice.ts';
import { listDeadLetters } from '../messages/list-dead-letters.ts';
import { listOutbox } from '../messages/list-outbox.ts';
import { listReminders } from '../messages/list-reminders.ts';
import { listRevived } from '../messages/list-revived.ts';
import { listUnplannable } from '../messages/list-unplannable.ts';
import { noteSaidPaid } from '../messages/note-said-paid.ts';
import { printFile } from '../messages/print-file.ts';
import { retryDeadLetter } from '../messages/retry-dead-letter.ts';
import { stopMessages } from '../messages/stop-messages.ts';
import { allocatePayment } from '../payments/allocate-payment.ts';
import { listCollections } from '../payments/list-collections.ts';
import { listPayments } from '../payments/list-payments.ts';
import { listUnallocated } from '../payments/list-unallocated.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { find } from '../persons/find.ts';
import { revealPersonRoute } from '../persons/reveal-person.ts';
import { searchPayments } from '../persons/search-payments.ts';
import { showFamily } from '../persons/show-family.ts';
import { showPerson } from '../persons/show-person.ts';
import { approveDraft } from '../policies/approve-draft.ts';
import { changeAgency } from '../policies/change-agency.ts';
import { getAgency } from '../policies/get-agency.ts';
import { getPolicy } from '../policies/get-policy.ts';
import { goOnListing } from '../policies/go-on-listing.ts';
import { getDraft, listDrafts } from '../policies/list-drafts.ts';
import { listImpact } from '../policies/list-impact.ts';
import { listPolicies } from '../policies/list-policies.ts';
import { getPolicyWork, keepPolicyWork } from '../policies/policy-work.ts';
import { publishDraft } from '../policies/publish-draft.ts';
import { readPolicyTextFile } from '../policies/read-text-file.ts';
import { submitDraft } from '../policies/submit-draft.ts';
import { withdrawDraft } from '../policies/withdraw-draft.ts';
import { downloadStatistics } from '../statistics/download-statistics.ts';
import { getStatistics } from '../statistics/get-statistics.ts';
import { downloadExchangeFile } from '../treasury/download-exchange-file.ts';
import { receiveTreasuryResults } from '../treasury/receive-treasury-results.ts';
import { recordPayoutBounceRoute } from '../treasury/record-payout-bounce.ts';
import { recordPayoutResultRoute } from '../treasury/record-payout-result.ts';

export const readRoutes = [
  listCasesRoute,
  countCasesRoute,
  downloadCases,
  getCase,
  listDocuments,
  showPerson,
  showFamily,
  listTasksRoute,
  countTasks,
  listColleagues,
  listInbox,
  countDeadlines,
  listDeadlines,
  listPolicies,
  getPolicy,
  getAgency,
  listCollections,
  listPayments,
  listUnallocated,
  assessRoute,
  getStatistics,
  downloadStatistics,
] as const satisfies readonly Route<'read'>[];

export const writeRoutes = [
  openCase,
  tryCase,
  withdrawCase,
  correctFactsRoute,
  resumeCase,
  revealPersonRoute,
  holdCaseRoute,
  issuePaper,
  strikeDocument,
  arriveAtDesk,
  takeTask,
  handOverTask,
  writeNote,
  seeInbox,
  decideTask,
  decideBatch,
  recordPayment,
  allocatePayment,
  recordEventRoute,
  find,
  searchPayments,
  recordPayoutResultRoute,
  recordPayoutBounceRoute,
  noteRecoveryRoute,
  decideRecoveryRoute,
  correctAccount,
] as const satisfies readonly Route<'write'>[];

export const filesRoutes = [
  receiveImport,
  listImports,
  downloadImportTemplate,
  getImport,
  listImportRows,
  downloadFailedImport,
  downloadBatchTemplate,
  receiveBatch,
  applyForStudent,
  listBatches,
  getBatch,
  listBatchRows,
  listBatchStudents,
  downloadBatchStudents,
  downloadFailedBatch,
  sendBatch,
  downloadExchangeFile,
  receiveTreasuryResults,
  readPolicyTextFile,
] as const satisfies readonly Route<'files'>[];

export const outboxRoutes = [
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
] as const satisfies readonly Route<'outbox'>[];

export const documentsRoutes = [
  startUploads,
  takeDocument,
  showDocument,
] as const satisfies readonly Route<'documents'>[];

export const auditRoutes = [
  takeAuditPackRoute,
  getAuditDay,
  downloadAuditDay,
] as const satisfies readonly Route<'audit'>[];

export const draftsRoutes = [
  submitDraft,
  listDrafts,
  getDraft,
  listImpact,
  goOnListing,
  approveDraft,
  publishDraft,
  withdrawDraft,
  changeAgency,
] as const satisfies readonly Route<'drafts'>[];

export const workRoutes = [keepPolicyWork, getPolicyWork] as const satisfies readonly Route<'work'>[];

const FILES_ONLY = 'The console is files without data; a page signs in before it asks the API for any.';

/** The console's pages and files, which a function of its own serves. */
export const consoleRoutes = [
  { method: 'GET', path: '/', open: FILES_ONLY },
  { method: 'GET', path: '/console', open: FILES_ONLY },
  { method: 'GET', path: '/console/{path+}', open: FILES_ONLY },
] as const;

const FOR_EVERYBODY =
  'The page without sign-in reckons by published policy tables: it asks for no name and no number, and keeps nothing.';

/** 政策试算 for residents and whoever helps them, which a function of its own serves; a deployment can leave it out. */
export const estimateRoutes = [
  { method: 'GET', path: '/estimate', open: FOR_EVERYBODY },
  { method: 'GET', path: '/estimate/{region}', open: FOR_EVERYBODY },
  { method: 'GET', path: '/estimate/{region}/{matter}', open: FOR_EVERYBODY },
  { method: 'POST', path: '/estimate/{region}/{matter}', open: FOR_EVERYBODY },
] as const;
