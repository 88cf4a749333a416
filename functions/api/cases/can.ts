/** What a caller may do with a case now, by the operation; and a sentence for a desk where it would be refused. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { actionsFor } from '../../cases/decide.ts';
import { isErased } from '../../cases/erase.ts';
import { hasNewbornEnded } from '../../cases/newborn/case.ts';
import { hasMoneyOut, type RefundCase } from '../../cases/refund/case.ts';
import type { Caller } from '../../runtime/caller.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { whyNotRole } from '../http/route.ts';
import { type CaseOperation, WHO_MAY } from './who-may.ts';

const permissionSchema = z.object({
  allowed: z.boolean(),
  /** Why it would be refused; null where it is allowed. */
  reason: z.string().nullable(),
});

export const canSchema = z.object({
  decideTask: permissionSchema,
  withdrawCase: permissionSchema,
  resumeCase: permissionSchema,
  recordEvent: permissionSchema,
  revealPerson: permissionSchema,
  holdCase: permissionSchema,
  takeAuditPack: permissionSchema,
});

export function can(current: Case, caller: Caller): z.input<typeof canSchema> {
  const permit = (operation: CaseOperation, speaksAgainst: string | null) => {
    const reason = whyNotRole(WHO_MAY[operation], caller) ?? speaksAgainst;
    return { allowed: reason === null, reason };
  };
  return {
    decideTask: permit('decideTask', whyNotDecide(current, caller)),
    withdrawCase: permit('withdrawCase', whyNotWithdraw(current)),
    resumeCase: permit('resumeCase', current.state === 'parked' ? null : '案件没有挂起,不需要恢复。'),
    recordEvent: permit('recordEvent', whyNotRecord(current)),
    revealPerson: permit('revealPerson', isErased(current) ? '案件的保管年限已满,个人信息已经删除。' : null),
    holdCase: permit('holdCase', null),
    takeAuditPack: permit('takeAuditPack', null),
  };
}

function whyNotDecide(current: Case, caller: Caller): string | null {
  if (current.state === 'parked') return '案件因故障挂起:请先排除故障后恢复流程,或撤回案件。';
  if (actionsFor(current).length === 0) return `案件现为“${STATE_WORDS[current.state]}”,没有需要经办人决定的事项。`;
  if (current.kind === 'refund' && current.wait?.kind === 'second_review' && isParty(current, caller)) {
    return '复核须由另一人办理:受理、初审和更正账户的人都不能复核同一案件。';
  }
  return null;
}

const isParty = ({ openedBy, firstReview, accountBy }: RefundCase, { sub }: Caller): boolean =>
  [openedBy, firstReview?.by, accountBy].includes(sub);

function whyNotWithdraw(current: Case): string | null {
  if (current.kind === 'refund' && hasMoneyOut(current)) return '退费已经交付支付,不能撤回。';
  return current.wait || current.state === 'parked'
    ? null
    : `案件现为“${STATE_WORDS[current.state]}”,只有在等待中或挂起的案件可以撤回。`;
}

function whyNotRecord(current: Case): string | null {
  if (current.kind !== 'newborn') return '只有新生儿的案件登记这些事件。';
  if (current.state === 'parked') return '案件因故障挂起,请先恢复或撤回案件。';
  return hasNewbornEnded(current.state) || current.state === 'opening_late_payment'
    ? '案件已经办结,不再登记事件。'
    : null;
}
