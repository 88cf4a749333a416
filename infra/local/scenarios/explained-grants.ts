import type { Grant, Permission } from '../../small-cloud/services/iam/iam.ts';

/** Grants that no scenario uses, and why they are there all the same. */
const EXPLAINED: { role: RegExp; action: RegExp; resource: RegExp; why: string }[] = [
  {
    role: /PublishPolicies/,
    action: /^dynamodb:GetItem$/,
    resource: /PoliciesTable/,
    why: 'compares a version that an earlier deployment has published; a scenario starts with an empty table',
  },
  {
    role: /(Imports|Reminders|StudentBatch)Role/,
    action: /^states:(DescribeExecution|StopExecution)$/,
    resource: /:execution:/,
    why: 'AWS asks for it to watch and stop the children of a distributed map; this machine knows its own',
  },
  {
    role: /(Newborn|Refund)Role/,
    action: /^lambda:InvokeFunction$/,
    resource: /ParkCase/,
    why: 'parks a case whose function fails for good, which no scenario can make; test/workflows does, by scripts',
  },
  {
    role: /(LatePaymentRemindToPay|NewbornRemindParents)/,
    action: /^dynamodb:/,
    resource: /(Cases|Ledger|Notices|Policies|Reminders)Table/,
    why: 'reminds in executions that an earlier release has started; test/releases has some',
  },
  {
    role: /(LatePayment|Newborn)Role/,
    action: /^lambda:InvokeFunction$/,
    resource: /(RemindToPay|RemindParents)/,
    why: 'calls what the definition of an earlier release names; test/releases has such executions',
  },
  {
    role: /StudentBatchOpenCases/,
    action: /^dynamodb:GetItem$/,
    resource: /CasesTable/,
    why: 'finds the case that an earlier try had opened before it broke off',
  },
  {
    role: /StudentBatchOpenCases/,
    action: /^dynamodb:BatchGetItem$/,
    resource: /CasesTable/,
    why: 'reads the other refunds of a student; nobody in a scenario has any',
  },
  {
    role: /LatePaymentIssuePaymentNotice/,
    action: /^dynamodb:(GetItem|UpdateItem)$/,
    resource: /LedgerTable/,
    why: 'replaces what was put out for collection, when a case is decided again after its notice',
  },
  {
    role: /RemindersSendDue/,
    action: /^dynamodb:UpdateItem$/,
    resource: /(Cases|Ledger)Table/,
    why: 'confirms a case by a payment that lies in the ledger since a crash; test/tasks/paid-in-a-file.test.ts does',
  },
  {
    role: /RefundCheckGround/,
    action: /^dynamodb:UpdateItem$/,
    resource: /LedgerTable/,
    why: 'lets a claimed payment go that the case, checked again, gives nothing back for',
  },
  {
    role: /RefundClaimPayments/,
    action: /^dynamodb:GetItem$/,
    resource: /LedgerTable/,
    why: 'learns which case has a payment that another one claimed a moment before',
  },
  {
    role: /EndAidListings/,
    action: /^dynamodb:GetItem$/,
    resource: /LedgerTable/,
    why: 'looks when the payments of an open refund were made; test/workflows/aid-lists.test.ts does',
  },
  {
    role: /ApiDocuments/,
    action: /^(dynamodb|s3):/,
    resource: /./,
    why: 'takes documents in and shows them, which no scenario does; test/console does, in a browser',
  },
  {
    role: /EraseExpired/,
    action: /^s3:/,
    resource: /./,
    why: 'takes documents of erased persons out; test/tasks/erase-expired.test.ts does',
  },
  {
    role: /EraseExpired/,
    action: /^dynamodb:((Batch)?GetItem|UpdateItem|Query)$/,
    resource: /\b(CasesTable\w*(\/index\/person)?|LedgerTable\w*|NoticesTable\w*)$/,
    why: 'takes the person out of a case after ten years and more; test/tasks/erase-expired.test.ts does',
  },
  {
    role: /Reseal/,
    action: /^dynamodb:(Scan|UpdateItem)$/,
    resource: /(Cases|Uploads|Ledger)Table/,
    why: 'seals anew once the secret holds a newer key; test/tasks/reseal.test.ts does',
  },
  {
    role: /SweepCases/,
    action: /^(dynamodb:(GetItem|UpdateItem)|states:DescribeExecution)$/,
    resource: /(CasesTable|:execution:)/,
    why: 'takes a case up, or over from an execution of 300 days; test/workflows/renewal.test.ts does',
  },
  {
    role: /ApiWrite/,
    action: /^states:StopExecution$/,
    resource: /:execution:/,
    why: 'ends an execution of 300 days for the one after it; test/workflows/renewal.test.ts does',
  },
  {
    role: /NewbornAssess/,
    action: /^dynamodb:(GetItem|UpdateItem)$/,
    resource: /LedgerTable/,
    why: 'moves the claim of a registered child to another year, which only a late correction of the birth asks for',
  },
  {
    role: /Api(Read|Write|Files|Outbox|Audit|Drafts)/,
    action: /^dynamodb:UpdateItem$/,
    resource: /CallersTable/,
    why: 'counts the requests of a caller who makes many in a minute; nobody in a scenario hurries so',
  },
];

export function explainGrant({ role, action, resource }: Grant): string | undefined {
  return EXPLAINED.find((one) => one.role.test(role) && one.action.test(action) && one.resource.test(resource))?.why;
}

/** Why a statement is there without which nothing fails, if that is so for all that it grants. */
export function explainStatement({ role, statement }: Permission): string | undefined {
  const { Sid: sid, Action, Resource } = statement;
  const grants = Action.flatMap((action) => Resource.map((resource) => ({ role, sid, action, resource })));
  const reasons = grants.map(explainGrant);
  return reasons.includes(undefined) ? undefined : reasons[0];
}
