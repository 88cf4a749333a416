/** Who may do what with a case, by the operation: its route says it, and what a case answers as `can`. */
import type { Role } from '../../runtime/caller.ts';

const DESK = ['caseworker', 'approver'] as const;

export const WHO_MAY = {
  decideTask: DESK,
  withdrawCase: DESK,
  resumeCase: DESK,
  recordEvent: DESK,
  revealPerson: DESK,
  issuePaper: DESK,
  noteRecovery: DESK,
  correctAccount: ['university'],
  decideRecovery: ['approver'],
  recordPayoutBounce: ['treasury'],
  holdCase: ['approver'],
  startUploads: DESK,
  takeDocument: DESK,
  showDocument: DESK,
  strikeDocument: DESK,
  correctFacts: DESK,
  takeTask: DESK,
  handOverTask: DESK,
  writeNote: DESK,
  takeAuditPack: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type CaseOperation = keyof typeof WHO_MAY;
