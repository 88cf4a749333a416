/** What a caller may do with a case now, by the operation; and a sentence for a desk where it would be refused. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { isRefusal, type Refusal } from '../../cases/changes.ts';
import { refuseCorrection } from '../../cases/correct.ts';
import { refuseDocuments } from '../../cases/documents.ts';
import type { By } from '../../cases/events.ts';
import { refuseReveal } from '../../cases/look.ts';
import { expectNewborn, refuseRecording } from '../../cases/newborn/event.ts';
import { refuseBouncing } from '../../cases/refund/bounce.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import { refuseApproval, refuseReviewer } from '../../cases/refund/decide.ts';
import { refuseRecovery, refuseRecoveryDecision } from '../../cases/refund/recover.ts';
import { refuseResumption } from '../../cases/resume.ts';
import { refuseNote, refuseSharing, refuseTaking } from '../../cases/share.ts';
import { refuseWithdrawal } from '../../cases/withdraw.ts';
import type { Caller } from '../../runtime/caller.ts';
import type { ProblemCode } from '../../runtime/problem.ts';
import { whyNotRole } from '../http/route.ts';
import { sentenceOf } from './accepted.ts';
import { refuseAction, refuseDeciding } from './fits.ts';
import { refundOr } from './refund/expect-refund.ts';
import { refuseCorrecting } from './refund/refuse-correcting.ts';
import { type CaseOperation, WHO_MAY } from './who-may.ts';

const permissionSchema = z.object({
  allowed: z.boolean(),
  /** Why it would be refused; null where it is allowed. */
  reason: z.string().nullable(),
});

export const canSchema = z.object({
  decideTask: permissionSchema,
  /** Whether the open task's decision can be `approve`. */
  approve: permissionSchema,
  withdrawCase: permissionSchema,
  resumeCase: permissionSchema,
  recordEvent: permissionSchema,
  revealPerson: permissionSchema,
  /** A paper's number; whom it is about is named by `revealPerson`. */
  issuePaper: permissionSchema,
  /** Of a refund: that the bank sent back what it had paid. */
  recordPayoutBounce: permissionSchema,
  /** Of a refund: what came back of what was paid wrongly. */
  noteRecovery: permissionSchema,
  decideRecovery: permissionSchema,
  /** Of a university's refund: another account after the bank sent the money back. */
  correctAccount: permissionSchema,
  holdCase: permissionSchema,
  /** Documents are sent, and taken in after a look at their content. */
  startUploads: permissionSchema,
  takeDocument: permissionSchema,
  showDocument: permissionSchema,
  strikeDocument: permissionSchema,
  /** Facts are corrected, and the case is decided again. */
  correctFacts: permissionSchema,
  /** The open task becomes the caller's; a colleague's with a reason. */
  takeTask: permissionSchema,
  handOverTask: permissionSchema,
  writeNote: permissionSchema,
  takeAuditPack: permissionSchema,
});

export function can(current: Case, caller: Caller): z.input<typeof canSchema> {
  const permit = (operation: CaseOperation, refused: Refusal<ProblemCode> | null) => {
    const reason = whyNotRole(WHO_MAY[operation], caller) ?? (refused && sentenceOf(refused));
    return { allowed: reason === null, reason };
  };
  const by = { by: caller.sub, role: caller.role };
  return {
    decideTask: permit('decideTask', refuseDecision(current, by)),
    approve: permit('decideTask', refuseDecision(current, by) ?? refuseApproving(current, by)),
    withdrawCase: permit('withdrawCase', refuseWithdrawal(current)),
    resumeCase: permit('resumeCase', refuseResumption(current)),
    recordEvent: permit('recordEvent', refuseRecord(current)),
    revealPerson: permit('revealPerson', refuseReveal(current)),
    issuePaper: permit('issuePaper', null),
    recordPayoutBounce: permit('recordPayoutBounce', ofRefund(current, refuseBouncing)),
    noteRecovery: permit('noteRecovery', ofRefund(current, refuseRecovery)),
    decideRecovery: permit(
      'decideRecovery',
      ofRefund(current, (refund) => refuseRecoveryDecision(refund, by)),
    ),
    correctAccount: permit('correctAccount', refuseCorrecting(current)),
    holdCase: permit('holdCase', null),
    startUploads: permit('startUploads', refuseDocuments(current)),
    takeDocument: permit('takeDocument', refuseDocuments(current)),
    showDocument: permit('showDocument', refuseReveal(current)),
    strikeDocument: permit('strikeDocument', refuseReveal(current)),
    correctFacts: permit('correctFacts', refuseCorrection(current)),
    takeTask: permit('takeTask', refuseTaking(current, by)),
    handOverTask: permit('handOverTask', refuseSharing(current)),
    writeNote: permit('writeNote', refuseNote(current)),
    takeAuditPack: permit('takeAuditPack', null),
  };
}

const refuseDecision = (current: Case, by: Pick<By, 'by'>): Refusal<ProblemCode> | null =>
  refuseDeciding(current) ?? (current.kind === 'refund' ? refuseReviewer(current, by) : null);

const refuseApproving = (current: Case, by: Pick<By, 'role'>): Refusal<ProblemCode> | null =>
  refuseAction(current, 'approve') ?? (current.kind === 'refund' ? refuseApproval(current, by) : null);

function refuseRecord(current: Case): Refusal<ProblemCode> | null {
  const newborn = expectNewborn(current);
  return isRefusal(newborn) ? newborn : refuseRecording(newborn);
}

function ofRefund(
  current: Case,
  refuse: (refund: RefundCase) => Refusal<ProblemCode> | null,
): Refusal<ProblemCode> | null {
  const refund = refundOr(current);
  return isRefusal(refund) ? refund : refuse(refund);
}
