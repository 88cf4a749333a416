/** What can happen to this very case now: what its state takes, unless what it holds speaks against it. */
import type { Act } from './acts.ts';
import type { Case } from './case.ts';
import { refuseCorrection } from './correct.ts';
import { actionsFor } from './decide.ts';
import { isErasable } from './erase.ts';
import { awaitsPayment } from './pay.ts';
import { mayBounce } from './refund/bounce.ts';
import { awaitsPayout } from './refund/payout.ts';
import { refuseRecovery } from './refund/recover.ts';
import { isRelisted } from './relist.ts';
import { refuseResumption } from './resume.ts';
import { refuseNote, refuseSharing } from './share.ts';
import { actsOfState } from './takes.ts';
import { refuseWithdrawal } from './withdraw.ts';

export const actsOf = (current: Case): Act[] =>
  actsOfState(current).filter((act) => speaksNothingAgainst(current, act));

function speaksNothingAgainst(current: Case, act: Act): boolean {
  switch (act) {
    case 'decide':
      return actionsFor(current).length > 0;
    case 'pay':
      return current.kind !== 'refund' && awaitsPayment(current);
    case 'tell_payout':
      return current.kind === 'refund' && awaitsPayout(current);
    case 'tell_bounce':
      return current.kind === 'refund' && mayBounce(current);
    case 'recover':
      return current.kind === 'refund' && refuseRecovery(current) === null;
    case 'withdraw':
      return refuseWithdrawal(current) === null;
    case 'relist':
      return isRelisted(current);
    case 'correct':
      return refuseCorrection(current) === null;
    case 'resume':
      return refuseResumption(current) === null;
    case 'assign':
      return refuseSharing(current) === null;
    case 'note':
      return refuseNote(current) === null;
    case 'erase':
      return isErasable(current);
    default:
      return true;
  }
}
