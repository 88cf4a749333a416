// Written by `npm run console:types` from the schemas of functions/api; never by hand.
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  issues: Array<{ path: string; message: string }>;
};

export type ListCasesAnswer = {
  cases: Array<{
    caseId: string;
    kind: 'late-payment' | 'refund' | 'newborn';
    region: string;
    coverageYear: number;
    state:
      | 'assessing'
      | 'awaiting_decision'
      | 'awaiting_documents'
      | 'awaiting_payment'
      | 'checking_payment'
      | 'awaiting_benefits'
      | 'insured'
      | 'refused'
      | 'rejected'
      | 'unpaid'
      | 'documents_missing'
      | 'payment_refused'
      | 'withdrawn'
      | 'parked'
      | 'claiming'
      | 'awaiting_first_review'
      | 'awaiting_second_review'
      | 'instructing'
      | 'awaiting_payout'
      | 'awaiting_account'
      | 'settling'
      | 'refunded'
      | 'redirected'
      | 'payout_failed'
      | 'tracking'
      | 'awaiting_wish'
      | 'opening_late_payment'
      | 'late_payment_opened'
      | 'missed'
      | 'died'
      | 'moved_away';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    refundable: string | null;
    account: { holder: string; bank: string; number: string } | null;
    due: string | null;
    handledBy: Array<string>;
    handledByNames: Array<string>;
  }>;
  cursor: string | null;
};

export type CountCasesAnswer = {
  counted: {
    count: number;
    /** There are more than were counted */
    more: boolean;
  } | null;
};

export type GetCaseAnswer =
  | {
      caseId: string;
      kind: 'late-payment';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
      openedBy: string;
      openedByName: string;
      settlement: {
        supplied: Array<{ field: string; value: unknown; document: string }>;
        confirmed: Array<string>;
        acknowledged: Array<string>;
      };
      task: {
        taskId: string;
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'late_payment_wish'
          | 'parked';
        since: string;
        due: string;
        actions: Array<string>;
        shown: string | null;
        assigned: { to: string; name: string; at: string } | null;
        inputs: Array<{
          field: string;
          input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
          choices: Array<string>;
        }>;
        reviews: Array<{
          code: string;
          field: string;
          label: string;
          message: string;
          settledBy: 'value' | 'fact' | 'acknowledgement';
        }>;
        confirmations: Array<{
          field: string;
          label: string;
          value: Json;
          clause: string;
          document: string;
          quote: string;
        }>;
        differences: Array<string>;
        documents: Array<string>;
      } | null;
      waitingFor: {
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'payment'
          | 'benefits'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'payout'
          | 'late_payment_wish'
          | 'parents';
        since: string;
        due: string;
      } | null;
      requested: { documents: Array<string>; until: string } | null;
      ending: { reason: string; message: string } | null;
      history: Array<{
        seq: number;
        at: string;
        by: string;
        role?: string;
        name?: string;
        event: string;
        detail: Record<string, unknown>;
        previous: string;
        hash: string;
      }>;
      facts: {
        region: string;
        coverageYear: number;
        channel?:
          | 'wechat'
          | 'alipay'
          | 'unionpay'
          | 'bank'
          | 'tax_hall'
          | 'pos'
          | 'cash'
          | 'village'
          | 'school'
          | 'family_account';
        birthDate?: string;
        identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
        student?: boolean;
        newborn?: boolean;
        tier?: 'low' | 'high';
        months?: number;
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        history?: {
          insuredYears?: Array<number>;
          lapsedYears?: Array<number>;
          firstEnrolment?: boolean;
          insuredHere?: boolean;
        };
        exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        sex?: 'female' | 'male';
        parents?: 'both_insured' | 'one_insured' | 'none_insured';
        parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
        forYears?: Array<number>;
        facts?: Record<string, boolean>;
        repairYears?: number;
      };
      decision: {
        assessedFor: string;
        assessment: {
          status: 'decided' | 'needs_review';
          review: Array<{
            code: string;
            field: string;
            label: string;
            message: string;
            settledBy: 'value' | 'fact' | 'acknowledgement';
          }>;
          confirm: Array<{
            field: string;
            label: string;
            value: Json;
            clause: string;
            document: string;
            quote: string;
          }>;
          warnings: Array<'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years'>;
          basis: Array<{
            rule: string;
            clause: string;
            document: string;
            quote: string;
            standing: 'stated' | 'national' | 'adopted' | 'supplied';
          }>;
          policy: { region: string; coverageYear: number; version: string };
          timing:
            | (
                | 'not_open'
                | 'in_period'
                | 'in_extension'
                | 'between_windows'
                | 'window_closed'
                | 'channel_closed'
                | 'late'
                | 'exit_transition'
                | 'in_newborn_window'
                | 'closed'
                | 'year_round'
              )
            | null;
          nextOpenOn: string | null;
          identity: string | null;
          amounts: {
            individual: string | null;
            subsidy: string | null;
            repair: string | null;
            aid: string | null;
            payable: string | null;
            alongside?: Array<{ name: string; amount: string }>;
            offered?: Array<{ name: string; amount: string }>;
            atLeast?: true;
          };
          payers: { aid?: string | null; subsidy?: string; individual?: string };
          aidParts?: Array<{ payer: string; amount: string }>;
          names?: Record<string, string>;
          waiting: {
            months: number | null;
            atLeast: boolean;
            fixed: number | null;
            variable: number | null;
            repaired: number | null;
            days?: number;
          };
          benefit: { start: string | null; end: string | null; retroactive: boolean; part?: string };
          paymentMode: ('ordinary' | 'special' | 'by_agency' | 'none') | null;
          alternatives: Array<{
            reading: string;
            description: string;
            timing?:
              | (
                  | 'not_open'
                  | 'in_period'
                  | 'in_extension'
                  | 'between_windows'
                  | 'window_closed'
                  | 'channel_closed'
                  | 'late'
                  | 'exit_transition'
                  | 'in_newborn_window'
                  | 'closed'
                  | 'year_round'
                )
              | null;
            amounts: {
              individual: string | null;
              subsidy: string | null;
              repair: string | null;
              aid: string | null;
              payable: string | null;
              alongside?: Array<{ name: string; amount: string }>;
              offered?: Array<{ name: string; amount: string }>;
              atLeast?: true;
            };
            waiting: {
              months: number | null;
              atLeast: boolean;
              fixed: number | null;
              variable: number | null;
              repaired: number | null;
              days?: number;
            };
            benefit: { start: string | null; end: string | null; retroactive: boolean; part?: string };
          }>;
        };
        outcome: 'pay' | 'nothing_to_pay' | 'cannot_be_paid';
        payBy: string | null;
        remindOn: string | null;
      } | null;
      missed: { day: string; of: 'period' | 'extension' } | null;
      payment: { voucher: string; amount: string; collectedOn: string; channel?: string; accepted?: boolean } | null;
      notices: Array<{ caseId: string; occasion: string; title: string; body: Array<string>; at: string }>;
      can: {
        decideTask: { allowed: boolean; reason: string | null };
        approve: { allowed: boolean; reason: string | null };
        withdrawCase: { allowed: boolean; reason: string | null };
        resumeCase: { allowed: boolean; reason: string | null };
        recordEvent: { allowed: boolean; reason: string | null };
        revealPerson: { allowed: boolean; reason: string | null };
        issuePaper: { allowed: boolean; reason: string | null };
        recordPayoutBounce: { allowed: boolean; reason: string | null };
        noteRecovery: { allowed: boolean; reason: string | null };
        decideRecovery: { allowed: boolean; reason: string | null };
        correctAccount: { allowed: boolean; reason: string | null };
        holdCase: { allowed: boolean; reason: string | null };
        startUploads: { allowed: boolean; reason: string | null };
        takeDocument: { allowed: boolean; reason: string | null };
        showDocument: { allowed: boolean; reason: string | null };
        strikeDocument: { allowed: boolean; reason: string | null };
        correctFacts: { allowed: boolean; reason: string | null };
        takeTask: { allowed: boolean; reason: string | null };
        handOverTask: { allowed: boolean; reason: string | null };
        writeNote: { allowed: boolean; reason: string | null };
        takeAuditPack: { allowed: boolean; reason: string | null };
      };
      living: Array<{
        voucher: string;
        caseId: string;
        kind: 'late-payment' | 'refund' | 'newborn';
        state:
          | 'assessing'
          | 'awaiting_decision'
          | 'awaiting_documents'
          | 'awaiting_payment'
          | 'checking_payment'
          | 'awaiting_benefits'
          | 'insured'
          | 'refused'
          | 'rejected'
          | 'unpaid'
          | 'documents_missing'
          | 'payment_refused'
          | 'withdrawn'
          | 'parked'
          | 'claiming'
          | 'awaiting_first_review'
          | 'awaiting_second_review'
          | 'instructing'
          | 'awaiting_payout'
          | 'awaiting_account'
          | 'settling'
          | 'refunded'
          | 'redirected'
          | 'payout_failed'
          | 'tracking'
          | 'awaiting_wish'
          | 'opening_late_payment'
          | 'late_payment_opened'
          | 'missed'
          | 'died'
          | 'moved_away';
      }>;
    }
  | {
      caseId: string;
      kind: 'refund';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
      openedBy: string;
      openedByName: string;
      settlement: {
        supplied: Array<{ field: string; value: unknown; document: string }>;
        confirmed: Array<string>;
        acknowledged: Array<string>;
      };
      task: {
        taskId: string;
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'late_payment_wish'
          | 'parked';
        since: string;
        due: string;
        actions: Array<string>;
        shown: string | null;
        assigned: { to: string; name: string; at: string } | null;
        inputs: Array<{
          field: string;
          input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
          choices: Array<string>;
        }>;
        reviews: Array<{
          code: string;
          field: string;
          label: string;
          message: string;
          settledBy: 'value' | 'fact' | 'acknowledgement';
        }>;
        confirmations: Array<{
          field: string;
          label: string;
          value: Json;
          clause: string;
          document: string;
          quote: string;
        }>;
        differences: Array<string>;
        documents: Array<string>;
      } | null;
      waitingFor: {
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'payment'
          | 'benefits'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'payout'
          | 'late_payment_wish'
          | 'parents';
        since: string;
        due: string;
      } | null;
      requested: { documents: Array<string>; until: string } | null;
      ending: { reason: string; message: string } | null;
      history: Array<{
        seq: number;
        at: string;
        by: string;
        role?: string;
        name?: string;
        event: string;
        detail: Record<string, unknown>;
        previous: string;
        hash: string;
      }>;
      facts: {
        region: string;
        coverageYear: number;
        ground:
          | 'duplicate_payment'
          | 'departure'
          | 'employee_insurance'
          | 'enrolled_elsewhere'
          | 'death'
          | 'aid_recognised'
          | 'wrong_standard'
          | 'change_of_mind'
          | 'other';
        appliedOn: string;
        applicant: 'payer' | 'insured' | 'heir' | 'university';
        lodgedAt?: 'agency' | 'tax';
        eventOn?: string;
        departure?: {
          kind: 'transfer' | 'withdrawal' | 'enlistment' | 'suspension' | 'early_graduation' | 'other';
          on: string;
        };
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        birthDate?: string;
        student?: boolean;
        tier?: 'low' | 'high';
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        facts?: Record<string, boolean>;
        keep?: string;
        stated?: Array<{ paymentId: string; coverageYear: number; amount: string; document: string }>;
        vouchers: Array<string>;
      };
      university: string | null;
      batchId: string | null;
      payee: { holder: string; bank: string; number: string; ofPerson: boolean };
      decision: {
        assessment: {
          status: 'decided' | 'needs_review';
          review: Array<{
            code: string;
            field: string;
            label: string;
            message: string;
            settledBy: 'value' | 'fact' | 'acknowledgement';
          }>;
          confirm: Array<{
            field: string;
            label: string;
            value: Json;
            clause: string;
            document: string;
            quote: string;
          }>;
          warnings: Array<'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years'>;
          basis: Array<{
            rule: string;
            clause: string;
            document: string;
            quote: string;
            standing: 'stated' | 'national' | 'adopted' | 'supplied';
          }>;
          policy: { region: string; coverageYear: number; version: string };
          outcome: ('refund' | 'refuse' | 'redirect') | null;
          amount: string | null;
          items: Array<{ paymentId: string; coverageYear: number; amount: string }>;
          kept: Array<string>;
          remainingYears: Array<number> | null;
          reason:
            | (
                | 'benefit_period_started'
                | 'no_ground'
                | 'wrong_applicant'
                | 'nothing_remains'
                | 'not_a_departure'
                | 'recognised_after_period'
                | 'not_refundable'
                | 'lodged_at_tax'
                | 'paid_elsewhere'
              )
            | null;
          applicant: 'payer' | 'heir' | 'university';
          applyAt: ('agency' | 'tax') | null;
        };
        payments: Array<{
          voucher: string;
          coverageYears: Array<number>;
          paidOn: string;
          amount: string;
          place: string;
          channel?:
            | 'wechat'
            | 'alipay'
            | 'unionpay'
            | 'bank'
            | 'tax_hall'
            | 'pos'
            | 'cash'
            | 'village'
            | 'school'
            | 'family_account';
          payer?: string;
          mode?: 'ordinary' | 'special' | 'by_agency';
          twin?: string;
          back?: Array<{ coverageYear: number; amount: string }>;
        }>;
        secondReview: { approver: boolean; limit: { above: string; clause: string } | null };
      } | null;
      claims: Array<{ voucher: string; coverageYears: Array<number>; amount: string }>;
      firstReview: { by: string; role: string; at: string } | null;
      secondReview: { by: string; role: string; at: string } | null;
      payouts: Array<{
        instruction: string;
        amount: string;
        issuedAt: string;
        account: string;
        result: { outcome: 'paid' | 'returned'; on: string; reference: string; reason?: string } | null;
        bounced: { on: string; reference: string; reason: string } | null;
      }>;
      recoveries: Array<{
        number: number;
        amount: string;
        on: string;
        reference: string;
        reason: string;
        noted: { by: string; role: string; at: string };
        confirmed: { by: string; role: string; at: string } | null;
      }>;
      notices: Array<{ caseId: string; occasion: string; title: string; body: Array<string>; at: string }>;
      can: {
        decideTask: { allowed: boolean; reason: string | null };
        approve: { allowed: boolean; reason: string | null };
        withdrawCase: { allowed: boolean; reason: string | null };
        resumeCase: { allowed: boolean; reason: string | null };
        recordEvent: { allowed: boolean; reason: string | null };
        revealPerson: { allowed: boolean; reason: string | null };
        issuePaper: { allowed: boolean; reason: string | null };
        recordPayoutBounce: { allowed: boolean; reason: string | null };
        noteRecovery: { allowed: boolean; reason: string | null };
        decideRecovery: { allowed: boolean; reason: string | null };
        correctAccount: { allowed: boolean; reason: string | null };
        holdCase: { allowed: boolean; reason: string | null };
        startUploads: { allowed: boolean; reason: string | null };
        takeDocument: { allowed: boolean; reason: string | null };
        showDocument: { allowed: boolean; reason: string | null };
        strikeDocument: { allowed: boolean; reason: string | null };
        correctFacts: { allowed: boolean; reason: string | null };
        takeTask: { allowed: boolean; reason: string | null };
        handOverTask: { allowed: boolean; reason: string | null };
        writeNote: { allowed: boolean; reason: string | null };
        takeAuditPack: { allowed: boolean; reason: string | null };
      };
      living: Array<{
        voucher: string;
        caseId: string;
        kind: 'late-payment' | 'refund' | 'newborn';
        state:
          | 'assessing'
          | 'awaiting_decision'
          | 'awaiting_documents'
          | 'awaiting_payment'
          | 'checking_payment'
          | 'awaiting_benefits'
          | 'insured'
          | 'refused'
          | 'rejected'
          | 'unpaid'
          | 'documents_missing'
          | 'payment_refused'
          | 'withdrawn'
          | 'parked'
          | 'claiming'
          | 'awaiting_first_review'
          | 'awaiting_second_review'
          | 'instructing'
          | 'awaiting_payout'
          | 'awaiting_account'
          | 'settling'
          | 'refunded'
          | 'redirected'
          | 'payout_failed'
          | 'tracking'
          | 'awaiting_wish'
          | 'opening_late_payment'
          | 'late_payment_opened'
          | 'missed'
          | 'died'
          | 'moved_away';
      }>;
    }
  | {
      caseId: string;
      kind: 'newborn';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
      openedBy: string;
      openedByName: string;
      settlement: {
        supplied: Array<{ field: string; value: unknown; document: string }>;
        confirmed: Array<string>;
        acknowledged: Array<string>;
      };
      task: {
        taskId: string;
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'late_payment_wish'
          | 'parked';
        since: string;
        due: string;
        actions: Array<string>;
        shown: string | null;
        assigned: { to: string; name: string; at: string } | null;
        inputs: Array<{
          field: string;
          input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
          choices: Array<string>;
        }>;
        reviews: Array<{
          code: string;
          field: string;
          label: string;
          message: string;
          settledBy: 'value' | 'fact' | 'acknowledgement';
        }>;
        confirmations: Array<{
          field: string;
          label: string;
          value: Json;
          clause: string;
          document: string;
          quote: string;
        }>;
        differences: Array<string>;
        documents: Array<string>;
      } | null;
      waitingFor: {
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'payment'
          | 'benefits'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'payout'
          | 'late_payment_wish'
          | 'parents';
        since: string;
        due: string;
      } | null;
      requested: { documents: Array<string>; until: string } | null;
      ending: { reason: string; message: string } | null;
      history: Array<{
        seq: number;
        at: string;
        by: string;
        role?: string;
        name?: string;
        event: string;
        detail: Record<string, unknown>;
        previous: string;
        hash: string;
      }>;
      facts: {
        identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
        bornOn: string;
        registeredOn?: string;
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        diedOn?: string;
        movedTo?: string;
      };
      birthCertificate: string;
      parent: { idNumber: string; name: string; phone?: string };
      decision: {
        assessedOn: string;
        assessment: {
          status: 'decided' | 'needs_review';
          review: Array<{
            code: string;
            field: string;
            label: string;
            message: string;
            settledBy: 'value' | 'fact' | 'acknowledgement';
          }>;
          confirm: Array<{
            field: string;
            label: string;
            value: Json;
            clause: string;
            document: string;
            quote: string;
          }>;
          warnings: Array<'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years'>;
          basis: Array<{
            rule: string;
            clause: string;
            document: string;
            quote: string;
            standing: 'stated' | 'national' | 'adopted' | 'supplied';
          }>;
          policy: { region: string; coverageYear: number; version: string };
          registrationRequired: boolean | null;
          birthYear: { coverageYear: number; contribution: string | null; benefitStart: string | null };
          nextYear: {
            coverageYear: number;
            contribution: string | null;
            deadline: string | null;
            benefitStart: string | null;
          };
          deadline: string | null;
          remindOn: Array<string>;
          timing?:
            | (
                | 'not_open'
                | 'in_period'
                | 'in_extension'
                | 'between_windows'
                | 'window_closed'
                | 'channel_closed'
                | 'late'
                | 'exit_transition'
                | 'in_newborn_window'
                | 'closed'
                | 'year_round'
              )
            | null;
          amounts?: {
            individual: string | null;
            subsidy: string | null;
            repair: string | null;
            aid: string | null;
            payable: string | null;
            alongside?: Array<{ name: string; amount: string }>;
            offered?: Array<{ name: string; amount: string }>;
            atLeast?: true;
          };
          waiting?: {
            months: number | null;
            atLeast: boolean;
            fixed: number | null;
            variable: number | null;
            repaired: number | null;
            days?: number;
          };
          benefit?: { start: string | null; end: string | null; retroactive: boolean; part?: string };
          forYears?: Array<number> | null;
        };
        step: string;
        lookAgainOn: string;
      } | null;
      reminded: Array<string>;
      payment: {
        voucher: string;
        amount: string;
        collectedOn: string;
        channel?: string;
        accepted?: boolean;
        benefitFrom?: string;
      } | null;
      covered: { from: string; until: string | null } | null;
      alike: Array<string>;
      latePaymentCase: string | null;
      notices: Array<{ caseId: string; occasion: string; title: string; body: Array<string>; at: string }>;
      can: {
        decideTask: { allowed: boolean; reason: string | null };
        approve: { allowed: boolean; reason: string | null };
        withdrawCase: { allowed: boolean; reason: string | null };
        resumeCase: { allowed: boolean; reason: string | null };
        recordEvent: { allowed: boolean; reason: string | null };
        revealPerson: { allowed: boolean; reason: string | null };
        issuePaper: { allowed: boolean; reason: string | null };
        recordPayoutBounce: { allowed: boolean; reason: string | null };
        noteRecovery: { allowed: boolean; reason: string | null };
        decideRecovery: { allowed: boolean; reason: string | null };
        correctAccount: { allowed: boolean; reason: string | null };
        holdCase: { allowed: boolean; reason: string | null };
        startUploads: { allowed: boolean; reason: string | null };
        takeDocument: { allowed: boolean; reason: string | null };
        showDocument: { allowed: boolean; reason: string | null };
        strikeDocument: { allowed: boolean; reason: string | null };
        correctFacts: { allowed: boolean; reason: string | null };
        takeTask: { allowed: boolean; reason: string | null };
        handOverTask: { allowed: boolean; reason: string | null };
        writeNote: { allowed: boolean; reason: string | null };
        takeAuditPack: { allowed: boolean; reason: string | null };
      };
      living: Array<{
        voucher: string;
        caseId: string;
        kind: 'late-payment' | 'refund' | 'newborn';
        state:
          | 'assessing'
          | 'awaiting_decision'
          | 'awaiting_documents'
          | 'awaiting_payment'
          | 'checking_payment'
          | 'awaiting_benefits'
          | 'insured'
          | 'refused'
          | 'rejected'
          | 'unpaid'
          | 'documents_missing'
          | 'payment_refused'
          | 'withdrawn'
          | 'parked'
          | 'claiming'
          | 'awaiting_first_review'
          | 'awaiting_second_review'
          | 'instructing'
          | 'awaiting_payout'
          | 'awaiting_account'
          | 'settling'
          | 'refunded'
          | 'redirected'
          | 'payout_failed'
          | 'tracking'
          | 'awaiting_wish'
          | 'opening_late_payment'
          | 'late_payment_opened'
          | 'missed'
          | 'died'
          | 'moved_away';
      }>;
    };

export type ListDocumentsAnswer = {
  documents: Array<StrikeDocumentAnswer>;
  wanted: Array<{ material: string; required: boolean; there: number }>;
  clause: { document: string; quote: string } | null;
};

export type ShowPersonAnswer = {
  cases: Array<{
    caseId: string;
    kind: 'late-payment' | 'refund' | 'newborn';
    region: string;
    coverageYear: number;
    state:
      | 'assessing'
      | 'awaiting_decision'
      | 'awaiting_documents'
      | 'awaiting_payment'
      | 'checking_payment'
      | 'awaiting_benefits'
      | 'insured'
      | 'refused'
      | 'rejected'
      | 'unpaid'
      | 'documents_missing'
      | 'payment_refused'
      | 'withdrawn'
      | 'parked'
      | 'claiming'
      | 'awaiting_first_review'
      | 'awaiting_second_review'
      | 'instructing'
      | 'awaiting_payout'
      | 'awaiting_account'
      | 'settling'
      | 'refunded'
      | 'redirected'
      | 'payout_failed'
      | 'tracking'
      | 'awaiting_wish'
      | 'opening_late_payment'
      | 'late_payment_opened'
      | 'missed'
      | 'died'
      | 'moved_away';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    refundable: string | null;
    account: { holder: string; bank: string; number: string } | null;
    due: string | null;
    handledBy: Array<string>;
    handledByNames: Array<string>;
  }>;
  payments: Array<{
    voucher: string;
    coverageYears: Array<number>;
    region: string;
    amount: string;
    collectedOn: string;
    channel: string | null;
    payer: string | null;
    mode: string | null;
    caseId: string | null;
    unallocated: {
      since: string;
      why: 'no_case' | 'not_awaited' | 'not_used' | 'second_payment' | 'voucher_zeros';
      caseId: string | null;
      message: string;
    } | null;
    left: string;
    claim: {
      caseId: string;
      state: string | null;
      stateName: string;
      since: string;
      days: number;
      refund: string;
      settledOn: string | null;
      message: string;
    } | null;
  }>;
  elsewhere: Array<{ region: string; coverageYear: number }> | null;
};

export type ShowFamilyAnswer = {
  /** Who is told and pays; the application does not say whether father, mother or guardian */
  parent: { idNumber: string; name: string; phone?: string } | null;
  /** It was somebody else when the case was opened */
  changed: boolean;
  /** For which `insured` says whether the parent takes part */
  years: Array<number>;
  insured: Array<{
    coverageYear: number;
    region: string;
    /** Null in a region that is not the caller’s: there only that it is so */
    how: ('enrolled' | 'paid') | null;
  }>;
  children: Array<{
    caseId: string;
    kind: 'late-payment' | 'refund' | 'newborn';
    region: string;
    coverageYear: number;
    state:
      | 'assessing'
      | 'awaiting_decision'
      | 'awaiting_documents'
      | 'awaiting_payment'
      | 'checking_payment'
      | 'awaiting_benefits'
      | 'insured'
      | 'refused'
      | 'rejected'
      | 'unpaid'
      | 'documents_missing'
      | 'payment_refused'
      | 'withdrawn'
      | 'parked'
      | 'claiming'
      | 'awaiting_first_review'
      | 'awaiting_second_review'
      | 'instructing'
      | 'awaiting_payout'
      | 'awaiting_account'
      | 'settling'
      | 'refunded'
      | 'redirected'
      | 'payout_failed'
      | 'tracking'
      | 'awaiting_wish'
      | 'opening_late_payment'
      | 'late_payment_opened'
      | 'missed'
      | 'died'
      | 'moved_away';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    refundable: string | null;
    account: { holder: string; bank: string; number: string } | null;
    due: string | null;
    handledBy: Array<string>;
    handledByNames: Array<string>;
    bornOn: string;
    /** Twins, or the same child under another certificate */
    sameBirth: boolean;
  }>;
  /** There are more children than are shown */
  more: boolean;
  /** Of the parent, newest first */
  cases: Array<{
    caseId: string;
    kind: 'late-payment' | 'refund' | 'newborn';
    region: string;
    coverageYear: number;
    state:
      | 'assessing'
      | 'awaiting_decision'
      | 'awaiting_documents'
      | 'awaiting_payment'
      | 'checking_payment'
      | 'awaiting_benefits'
      | 'insured'
      | 'refused'
      | 'rejected'
      | 'unpaid'
      | 'documents_missing'
      | 'payment_refused'
      | 'withdrawn'
      | 'parked'
      | 'claiming'
      | 'awaiting_first_review'
      | 'awaiting_second_review'
      | 'instructing'
      | 'awaiting_payout'
      | 'awaiting_account'
      | 'settling'
      | 'refunded'
      | 'redirected'
      | 'payout_failed'
      | 'tracking'
      | 'awaiting_wish'
      | 'opening_late_payment'
      | 'late_payment_opened'
      | 'missed'
      | 'died'
      | 'moved_away';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    refundable: string | null;
    account: { holder: string; bank: string; number: string } | null;
    due: string | null;
    handledBy: Array<string>;
    handledByNames: Array<string>;
  }>;
};

export type ListTasksAnswer = {
  tasks: Array<{
    taskId: string;
    kind:
      | 'decision'
      | 'payment_question'
      | 'documents'
      | 'first_review'
      | 'second_review'
      | 'account'
      | 'late_payment_wish'
      | 'parked';
    since: string;
    due: string;
    actions: Array<string>;
    shown: string | null;
    assigned: { to: string; name: string; at: string } | null;
    inputs: Array<{
      field: string;
      input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
      choices: Array<string>;
    }>;
    reviews: Array<{
      code: string;
      field: string;
      label: string;
      message: string;
      settledBy: 'value' | 'fact' | 'acknowledgement';
    }>;
    confirmations: Array<{
      field: string;
      label: string;
      value: Json;
      clause: string;
      document: string;
      quote: string;
    }>;
    differences: Array<string>;
    documents: Array<string>;
    case: {
      caseId: string;
      kind: 'late-payment' | 'refund' | 'newborn';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
    };
    notByYou: string | null;
  }>;
  cursor: string | null;
};

export type CountTasksAnswer = {
  counted: {
    count: number;
    /** There are more than were counted */
    more: boolean;
  } | null;
};

export type ListColleaguesAnswer = {
  colleagues: Array<{ sub: string; name: string; role: 'caseworker' | 'approver' }>;
};

export type ListInboxAnswer = {
  came: Array<{
    event: 'task_handed_over' | 'note_written';
    at: string;
    by: string;
    byName: string;
    note: string;
    unseen: boolean;
    yours: boolean;
    case: {
      caseId: string;
      kind: 'late-payment' | 'refund' | 'newborn';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
    };
  }>;
  unseen: number;
};

export type CountDeadlinesAnswer = {
  counts: Array<{ day: string; kind: string; waitingFor: string; count: number }>;
  /** There are more than were counted */
  more: boolean;
  overdue: number;
};

export type ListDeadlinesAnswer = {
  cases: Array<{
    caseId: string;
    kind: 'late-payment' | 'refund' | 'newborn';
    region: string;
    coverageYear: number;
    state:
      | 'assessing'
      | 'awaiting_decision'
      | 'awaiting_documents'
      | 'awaiting_payment'
      | 'checking_payment'
      | 'awaiting_benefits'
      | 'insured'
      | 'refused'
      | 'rejected'
      | 'unpaid'
      | 'documents_missing'
      | 'payment_refused'
      | 'withdrawn'
      | 'parked'
      | 'claiming'
      | 'awaiting_first_review'
      | 'awaiting_second_review'
      | 'instructing'
      | 'awaiting_payout'
      | 'awaiting_account'
      | 'settling'
      | 'refunded'
      | 'redirected'
      | 'payout_failed'
      | 'tracking'
      | 'awaiting_wish'
      | 'opening_late_payment'
      | 'late_payment_opened'
      | 'missed'
      | 'died'
      | 'moved_away';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    refundable: string | null;
    account: { holder: string; bank: string; number: string } | null;
    due: string | null;
    handledBy: Array<string>;
    handledByNames: Array<string>;
    waitingFor:
      | 'decision'
      | 'payment_question'
      | 'documents'
      | 'payment'
      | 'benefits'
      | 'first_review'
      | 'second_review'
      | 'account'
      | 'payout'
      | 'late_payment_wish'
      | 'parents'
      | 'parked';
  }>;
  cursor: string | null;
};

export type ListPoliciesAnswer = { policies: Array<{ region: string; name: string; coverageYear: number }> };

export type GetPolicyAnswer = {
  version: string;
  inForceFrom: string;
  revision: number;
  why?: string;
  region: string;
  coverageYear: number;
  asOf: string;
  versions: Array<{ version: string; inForceFrom: string; revision: number; why?: string }>;
  /** As workflows/policies/table.schema.json describes it */
  table: Record<string, unknown>;
  values: Array<{
    path: string;
    name: string;
    value: Json;
    standing: string;
    clause: string;
    quote: string;
    document: string;
    note: string;
    /** Its own document is behind it, and does not say it outright */
    inferred: boolean;
    /** Shown by papers and desks; it decides nothing */
    information: boolean;
  }>;
  /** What the codes are called that the table declares itself */
  codes: Record<string, string>;
  /** What each value of the table is called, by its path */
  names: Record<string, string>;
};

export type GetAgencyAnswer = {
  region: string;
  agency: ChangeAgencyRequest | null;
  changedBy: string | null;
  /** As the sign-in called the person; the id where it said no name */
  changedByName: string | null;
  changedAt: string | null;
};

export type ListCollectionsAnswer = {
  collections: Array<{
    caseId: string;
    region: string;
    coverageYear: number;
    /** masked */
    person: { idNumber: string; name: string };
    amount: string;
    mode: 'ordinary' | 'special' | 'by_agency';
    payBy: string;
    pushedOn: string;
    pushedAt: string;
    status: 'open' | 'paid' | 'cancelled';
    closedAt?: string;
  }>;
};

export type ListPaymentsAnswer = {
  payments: Array<{
    voucher: string;
    coverageYears: Array<number>;
    region: string;
    amount: string;
    collectedOn: string;
    channel: string | null;
    payer: string | null;
    mode: string | null;
    caseId: string | null;
    unallocated: {
      since: string;
      why: 'no_case' | 'not_awaited' | 'not_used' | 'second_payment' | 'voucher_zeros';
      caseId: string | null;
      message: string;
    } | null;
    left: string;
    claim: {
      caseId: string;
      state: string | null;
      stateName: string;
      since: string;
      days: number;
      refund: string;
      settledOn: string | null;
      message: string;
    } | null;
  }>;
};

export type ListUnallocatedPaymentsAnswer = {
  payments: Array<{
    voucher: string;
    coverageYears: Array<number>;
    region: string;
    amount: string;
    collectedOn: string;
    channel: string | null;
    payer: string | null;
    mode: string | null;
    caseId: string | null;
    unallocated: {
      since: string;
      why: 'no_case' | 'not_awaited' | 'not_used' | 'second_payment' | 'voucher_zeros';
      caseId: string | null;
      message: string;
    } | null;
    left: string;
    claim: {
      caseId: string;
      state: string | null;
      stateName: string;
      since: string;
      days: number;
      refund: string;
      settledOn: string | null;
      message: string;
    } | null;
  }>;
};

export type AssessAnswer = Record<string, unknown>;

export type AssessRequest =
  | {
      region: string;
      coverageYear: number;
      paidOn: string;
      channel?:
        | 'wechat'
        | 'alipay'
        | 'unionpay'
        | 'bank'
        | 'tax_hall'
        | 'pos'
        | 'cash'
        | 'village'
        | 'school'
        | 'family_account';
      birthDate?: string;
      identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
      student?: boolean;
      newborn?: boolean;
      tier?: 'low' | 'high';
      months?: number;
      identities?: Array<{
        category: string;
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
        disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
      }>;
      history?: {
        insuredYears?: Array<number>;
        lapsedYears?: Array<number>;
        firstEnrolment?: boolean;
        insuredHere?: boolean;
      };
      exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
      events?: Array<{ kind: string; on: string }>;
      schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
      localSchool?: boolean;
      household?: 'local' | 'elsewhere' | 'residence_permit';
      sex?: 'female' | 'male';
      parents?: 'both_insured' | 'one_insured' | 'none_insured';
      parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
      forYears?: Array<number>;
      facts?: Record<string, boolean>;
      repairYears?: number;
      policy?: {
        /** Id of a published version */ version?: string;
        /** First day of a published version */
        inForceFrom?: string;
        /** Of the version of that day; the latest if left out */
        revision?: number;
        /** A whole table, as GET /policies/{region}/{coverageYear} answers one */
        draft?: Record<string, unknown>;
      };
    }
  | {
      region: string;
      coverageYear: number;
      ground:
        | 'duplicate_payment'
        | 'departure'
        | 'employee_insurance'
        | 'enrolled_elsewhere'
        | 'death'
        | 'aid_recognised'
        | 'wrong_standard'
        | 'change_of_mind'
        | 'other';
      appliedOn: string;
      applicant: 'payer' | 'insured' | 'heir' | 'university';
      lodgedAt?: 'agency' | 'tax';
      eventOn?: string;
      departure?: {
        kind: 'transfer' | 'withdrawal' | 'enlistment' | 'suspension' | 'early_graduation' | 'other';
        on: string;
      };
      identities?: Array<{
        category: string;
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
        disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
      }>;
      birthDate?: string;
      student?: boolean;
      tier?: 'low' | 'high';
      events?: Array<{ kind: string; on: string }>;
      schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
      localSchool?: boolean;
      household?: 'local' | 'elsewhere' | 'residence_permit';
      facts?: Record<string, boolean>;
      keep?: string;
      stated?: Array<{ paymentId: string; coverageYear: number; amount: string; document: string }>;
      payments: Array<{
        id: string;
        coverageYears: Array<number>;
        paidOn: string;
        amount: string;
        place: string;
        channel:
          | 'wechat'
          | 'alipay'
          | 'unionpay'
          | 'bank'
          | 'tax_hall'
          | 'pos'
          | 'cash'
          | 'village'
          | 'school'
          | 'family_account';
        payer?: string;
        mode?: 'ordinary' | 'special' | 'by_agency';
      }>;
      policy?: {
        /** Id of a published version */ version?: string;
        /** First day of a published version */
        inForceFrom?: string;
        /** Of the version of that day; the latest if left out */
        revision?: number;
        /** A whole table, as GET /policies/{region}/{coverageYear} answers one */
        draft?: Record<string, unknown>;
      };
    }
  | {
      region: string;
      bornOn: string;
      asOf: string;
      registeredOn?: string;
      paidOn?: string;
      identities?: Array<{
        category: string;
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
        disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
      }>;
      schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
      localSchool?: boolean;
      household?: 'local' | 'elsewhere' | 'residence_permit';
      sex?: 'female' | 'male';
      parents?: 'both_insured' | 'one_insured' | 'none_insured';
      parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
      forYears?: Array<number>;
      facts?: Record<string, boolean>;
      policy?: {
        /** Id of a published version */ version?: string;
        /** First day of a published version */
        inForceFrom?: string;
        /** Of the version of that day; the latest if left out */
        revision?: number;
        /** A whole table, as GET /policies/{region}/{coverageYear} answers one */
        draft?: Record<string, unknown>;
      };
    }
  | {
      region: string;
      coverageYear: number;
      asOf: string;
      identities?: Array<{
        category: string;
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
        disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
      }>;
      bornOn?: string;
      paidOn?: string;
      paidYears?: Array<number>;
      channel?:
        | 'wechat'
        | 'alipay'
        | 'unionpay'
        | 'bank'
        | 'tax_hall'
        | 'pos'
        | 'cash'
        | 'village'
        | 'school'
        | 'family_account';
      exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
      events?: Array<{ kind: string; on: string }>;
      student?: boolean;
      tier?: 'low' | 'high';
      history?: {
        insuredYears?: Array<number>;
        lapsedYears?: Array<number>;
        firstEnrolment?: boolean;
        insuredHere?: boolean;
      };
      schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
      localSchool?: boolean;
      household?: 'local' | 'elsewhere' | 'residence_permit';
      sex?: 'female' | 'male';
      parents?: 'both_insured' | 'one_insured' | 'none_insured';
      parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
      forYears?: Array<number>;
      facts?: Record<string, boolean>;
      policy?: {
        /** Id of a published version */ version?: string;
        /** First day of a published version */
        inForceFrom?: string;
        /** Of the version of that day; the latest if left out */
        revision?: number;
        /** A whole table, as GET /policies/{region}/{coverageYear} answers one */
        draft?: Record<string, unknown>;
      };
    };

export type GetStatisticsAnswer = {
  whose: 'region' | 'own' | 'university';
  regions: Array<string>;
  fromMonth: string;
  toMonth: string;
  countedAt: string | null;
  complete: boolean;
  open: {
    count: number;
    overdue: number;
    states: Array<{
      kind: 'late-payment' | 'refund' | 'newborn';
      state: string;
      waitsFor: 'us' | 'person' | 'others';
      count: number;
    }>;
  };
  kinds: Array<{
    kind: 'late-payment' | 'refund' | 'newborn';
    received: number;
    finished: number;
    ends: Array<{ state: string; count: number }>;
    median: number | null;
    ninety: number | null;
  }>;
  total: { received: number; finished: number; median: number | null; ninety: number | null };
  months: Array<{
    month: string;
    received: number;
    finished: number;
    payments: number;
    /** decimal yuan */
    collected: string;
    refunds: number;
    /** decimal yuan */
    refunded: string;
    returned: number;
    /** decimal yuan */
    recovered: string;
  }>;
  money: {
    payments: number;
    /** decimal yuan */
    collected: string;
    refunds: number;
    /** decimal yuan */
    refunded: string;
    returned: number;
    /** decimal yuan */
    recovered: string;
  };
  values: Array<{ field: string; label: string; confirmed: number; supplied: number; replaced: number }>;
  decided: Array<{ action: string; count: number }>;
  universities: Array<{
    university: string;
    received: number;
    finished: number;
    open: number;
    refunds: number;
    /** decimal yuan */
    refunded: string;
    returned: number;
  }>;
};

export type OpenCaseAnswer =
  | {
      caseId: string;
      kind: 'late-payment';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
      openedBy: string;
      openedByName: string;
      settlement: {
        supplied: Array<{ field: string; value: unknown; document: string }>;
        confirmed: Array<string>;
        acknowledged: Array<string>;
      };
      task: {
        taskId: string;
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'late_payment_wish'
          | 'parked';
        since: string;
        due: string;
        actions: Array<string>;
        shown: string | null;
        assigned: { to: string; name: string; at: string } | null;
        inputs: Array<{
          field: string;
          input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
          choices: Array<string>;
        }>;
        reviews: Array<{
          code: string;
          field: string;
          label: string;
          message: string;
          settledBy: 'value' | 'fact' | 'acknowledgement';
        }>;
        confirmations: Array<{
          field: string;
          label: string;
          value: Json;
          clause: string;
          document: string;
          quote: string;
        }>;
        differences: Array<string>;
        documents: Array<string>;
      } | null;
      waitingFor: {
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'payment'
          | 'benefits'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'payout'
          | 'late_payment_wish'
          | 'parents';
        since: string;
        due: string;
      } | null;
      requested: { documents: Array<string>; until: string } | null;
      ending: { reason: string; message: string } | null;
      history: Array<{
        seq: number;
        at: string;
        by: string;
        role?: string;
        name?: string;
        event: string;
        detail: Record<string, unknown>;
        previous: string;
        hash: string;
      }>;
      facts: {
        region: string;
        coverageYear: number;
        channel?:
          | 'wechat'
          | 'alipay'
          | 'unionpay'
          | 'bank'
          | 'tax_hall'
          | 'pos'
          | 'cash'
          | 'village'
          | 'school'
          | 'family_account';
        birthDate?: string;
        identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
        student?: boolean;
        newborn?: boolean;
        tier?: 'low' | 'high';
        months?: number;
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        history?: {
          insuredYears?: Array<number>;
          lapsedYears?: Array<number>;
          firstEnrolment?: boolean;
          insuredHere?: boolean;
        };
        exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        sex?: 'female' | 'male';
        parents?: 'both_insured' | 'one_insured' | 'none_insured';
        parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
        forYears?: Array<number>;
        facts?: Record<string, boolean>;
        repairYears?: number;
      };
      decision: {
        assessedFor: string;
        assessment: {
          status: 'decided' | 'needs_review';
          review: Array<{
            code: string;
            field: string;
            label: string;
            message: string;
            settledBy: 'value' | 'fact' | 'acknowledgement';
          }>;
          confirm: Array<{
            field: string;
            label: string;
            value: Json;
            clause: string;
            document: string;
            quote: string;
          }>;
          warnings: Array<'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years'>;
          basis: Array<{
            rule: string;
            clause: string;
            document: string;
            quote: string;
            standing: 'stated' | 'national' | 'adopted' | 'supplied';
          }>;
          policy: { region: string; coverageYear: number; version: string };
          timing:
            | (
                | 'not_open'
                | 'in_period'
                | 'in_extension'
                | 'between_windows'
                | 'window_closed'
                | 'channel_closed'
                | 'late'
                | 'exit_transition'
                | 'in_newborn_window'
                | 'closed'
                | 'year_round'
              )
            | null;
          nextOpenOn: string | null;
          identity: string | null;
          amounts: {
            individual: string | null;
            subsidy: string | null;
            repair: string | null;
            aid: string | null;
            payable: string | null;
            alongside?: Array<{ name: string; amount: string }>;
            offered?: Array<{ name: string; amount: string }>;
            atLeast?: true;
          };
          payers: { aid?: string | null; subsidy?: string; individual?: string };
          aidParts?: Array<{ payer: string; amount: string }>;
          names?: Record<string, string>;
          waiting: {
            months: number | null;
            atLeast: boolean;
            fixed: number | null;
            variable: number | null;
            repaired: number | null;
            days?: number;
          };
          benefit: { start: string | null; end: string | null; retroactive: boolean; part?: string };
          paymentMode: ('ordinary' | 'special' | 'by_agency' | 'none') | null;
          alternatives: Array<{
            reading: string;
            description: string;
            timing?:
              | (
                  | 'not_open'
                  | 'in_period'
                  | 'in_extension'
                  | 'between_windows'
                  | 'window_closed'
                  | 'channel_closed'
                  | 'late'
                  | 'exit_transition'
                  | 'in_newborn_window'
                  | 'closed'
                  | 'year_round'
                )
              | null;
            amounts: {
              individual: string | null;
              subsidy: string | null;
              repair: string | null;
              aid: string | null;
              payable: string | null;
              alongside?: Array<{ name: string; amount: string }>;
              offered?: Array<{ name: string; amount: string }>;
              atLeast?: true;
            };
            waiting: {
              months: number | null;
              atLeast: boolean;
              fixed: number | null;
              variable: number | null;
              repaired: number | null;
              days?: number;
            };
            benefit: { start: string | null; end: string | null; retroactive: boolean; part?: string };
          }>;
        };
        outcome: 'pay' | 'nothing_to_pay' | 'cannot_be_paid';
        payBy: string | null;
        remindOn: string | null;
      } | null;
      missed: { day: string; of: 'period' | 'extension' } | null;
      payment: { voucher: string; amount: string; collectedOn: string; channel?: string; accepted?: boolean } | null;
    }
  | {
      caseId: string;
      kind: 'refund';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
      openedBy: string;
      openedByName: string;
      settlement: {
        supplied: Array<{ field: string; value: unknown; document: string }>;
        confirmed: Array<string>;
        acknowledged: Array<string>;
      };
      task: {
        taskId: string;
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'late_payment_wish'
          | 'parked';
        since: string;
        due: string;
        actions: Array<string>;
        shown: string | null;
        assigned: { to: string; name: string; at: string } | null;
        inputs: Array<{
          field: string;
          input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
          choices: Array<string>;
        }>;
        reviews: Array<{
          code: string;
          field: string;
          label: string;
          message: string;
          settledBy: 'value' | 'fact' | 'acknowledgement';
        }>;
        confirmations: Array<{
          field: string;
          label: string;
          value: Json;
          clause: string;
          document: string;
          quote: string;
        }>;
        differences: Array<string>;
        documents: Array<string>;
      } | null;
      waitingFor: {
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'payment'
          | 'benefits'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'payout'
          | 'late_payment_wish'
          | 'parents';
        since: string;
        due: string;
      } | null;
      requested: { documents: Array<string>; until: string } | null;
      ending: { reason: string; message: string } | null;
      history: Array<{
        seq: number;
        at: string;
        by: string;
        role?: string;
        name?: string;
        event: string;
        detail: Record<string, unknown>;
        previous: string;
        hash: string;
      }>;
      facts: {
        region: string;
        coverageYear: number;
        ground:
          | 'duplicate_payment'
          | 'departure'
          | 'employee_insurance'
          | 'enrolled_elsewhere'
          | 'death'
          | 'aid_recognised'
          | 'wrong_standard'
          | 'change_of_mind'
          | 'other';
        appliedOn: string;
        applicant: 'payer' | 'insured' | 'heir' | 'university';
        lodgedAt?: 'agency' | 'tax';
        eventOn?: string;
        departure?: {
          kind: 'transfer' | 'withdrawal' | 'enlistment' | 'suspension' | 'early_graduation' | 'other';
          on: string;
        };
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        birthDate?: string;
        student?: boolean;
        tier?: 'low' | 'high';
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        facts?: Record<string, boolean>;
        keep?: string;
        stated?: Array<{ paymentId: string; coverageYear: number; amount: string; document: string }>;
        vouchers: Array<string>;
      };
      university: string | null;
      batchId: string | null;
      payee: { holder: string; bank: string; number: string; ofPerson: boolean };
      decision: {
        assessment: {
          status: 'decided' | 'needs_review';
          review: Array<{
            code: string;
            field: string;
            label: string;
            message: string;
            settledBy: 'value' | 'fact' | 'acknowledgement';
          }>;
          confirm: Array<{
            field: string;
            label: string;
            value: Json;
            clause: string;
            document: string;
            quote: string;
          }>;
          warnings: Array<'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years'>;
          basis: Array<{
            rule: string;
            clause: string;
            document: string;
            quote: string;
            standing: 'stated' | 'national' | 'adopted' | 'supplied';
          }>;
          policy: { region: string; coverageYear: number; version: string };
          outcome: ('refund' | 'refuse' | 'redirect') | null;
          amount: string | null;
          items: Array<{ paymentId: string; coverageYear: number; amount: string }>;
          kept: Array<string>;
          remainingYears: Array<number> | null;
          reason:
            | (
                | 'benefit_period_started'
                | 'no_ground'
                | 'wrong_applicant'
                | 'nothing_remains'
                | 'not_a_departure'
                | 'recognised_after_period'
                | 'not_refundable'
                | 'lodged_at_tax'
                | 'paid_elsewhere'
              )
            | null;
          applicant: 'payer' | 'heir' | 'university';
          applyAt: ('agency' | 'tax') | null;
        };
        payments: Array<{
          voucher: string;
          coverageYears: Array<number>;
          paidOn: string;
          amount: string;
          place: string;
          channel?:
            | 'wechat'
            | 'alipay'
            | 'unionpay'
            | 'bank'
            | 'tax_hall'
            | 'pos'
            | 'cash'
            | 'village'
            | 'school'
            | 'family_account';
          payer?: string;
          mode?: 'ordinary' | 'special' | 'by_agency';
          twin?: string;
          back?: Array<{ coverageYear: number; amount: string }>;
        }>;
        secondReview: { approver: boolean; limit: { above: string; clause: string } | null };
      } | null;
      claims: Array<{ voucher: string; coverageYears: Array<number>; amount: string }>;
      firstReview: { by: string; role: string; at: string } | null;
      secondReview: { by: string; role: string; at: string } | null;
      payouts: Array<{
        instruction: string;
        amount: string;
        issuedAt: string;
        account: string;
        result: { outcome: 'paid' | 'returned'; on: string; reference: string; reason?: string } | null;
        bounced: { on: string; reference: string; reason: string } | null;
      }>;
      recoveries: Array<{
        number: number;
        amount: string;
        on: string;
        reference: string;
        reason: string;
        noted: { by: string; role: string; at: string };
        confirmed: { by: string; role: string; at: string } | null;
      }>;
    }
  | {
      caseId: string;
      kind: 'newborn';
      region: string;
      coverageYear: number;
      state:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      refundable: string | null;
      account: { holder: string; bank: string; number: string } | null;
      due: string | null;
      handledBy: Array<string>;
      handledByNames: Array<string>;
      openedBy: string;
      openedByName: string;
      settlement: {
        supplied: Array<{ field: string; value: unknown; document: string }>;
        confirmed: Array<string>;
        acknowledged: Array<string>;
      };
      task: {
        taskId: string;
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'late_payment_wish'
          | 'parked';
        since: string;
        due: string;
        actions: Array<string>;
        shown: string | null;
        assigned: { to: string; name: string; at: string } | null;
        inputs: Array<{
          field: string;
          input: 'yes_no' | 'amount' | 'date' | 'number' | 'choice' | 'text';
          choices: Array<string>;
        }>;
        reviews: Array<{
          code: string;
          field: string;
          label: string;
          message: string;
          settledBy: 'value' | 'fact' | 'acknowledgement';
        }>;
        confirmations: Array<{
          field: string;
          label: string;
          value: Json;
          clause: string;
          document: string;
          quote: string;
        }>;
        differences: Array<string>;
        documents: Array<string>;
      } | null;
      waitingFor: {
        kind:
          | 'decision'
          | 'payment_question'
          | 'documents'
          | 'payment'
          | 'benefits'
          | 'first_review'
          | 'second_review'
          | 'account'
          | 'payout'
          | 'late_payment_wish'
          | 'parents';
        since: string;
        due: string;
      } | null;
      requested: { documents: Array<string>; until: string } | null;
      ending: { reason: string; message: string } | null;
      history: Array<{
        seq: number;
        at: string;
        by: string;
        role?: string;
        name?: string;
        event: string;
        detail: Record<string, unknown>;
        previous: string;
        hash: string;
      }>;
      facts: {
        identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
        bornOn: string;
        registeredOn?: string;
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        diedOn?: string;
        movedTo?: string;
      };
      birthCertificate: string;
      parent: { idNumber: string; name: string; phone?: string };
      decision: {
        assessedOn: string;
        assessment: {
          status: 'decided' | 'needs_review';
          review: Array<{
            code: string;
            field: string;
            label: string;
            message: string;
            settledBy: 'value' | 'fact' | 'acknowledgement';
          }>;
          confirm: Array<{
            field: string;
            label: string;
            value: Json;
            clause: string;
            document: string;
            quote: string;
          }>;
          warnings: Array<'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years'>;
          basis: Array<{
            rule: string;
            clause: string;
            document: string;
            quote: string;
            standing: 'stated' | 'national' | 'adopted' | 'supplied';
          }>;
          policy: { region: string; coverageYear: number; version: string };
          registrationRequired: boolean | null;
          birthYear: { coverageYear: number; contribution: string | null; benefitStart: string | null };
          nextYear: {
            coverageYear: number;
            contribution: string | null;
            deadline: string | null;
            benefitStart: string | null;
          };
          deadline: string | null;
          remindOn: Array<string>;
          timing?:
            | (
                | 'not_open'
                | 'in_period'
                | 'in_extension'
                | 'between_windows'
                | 'window_closed'
                | 'channel_closed'
                | 'late'
                | 'exit_transition'
                | 'in_newborn_window'
                | 'closed'
                | 'year_round'
              )
            | null;
          amounts?: {
            individual: string | null;
            subsidy: string | null;
            repair: string | null;
            aid: string | null;
            payable: string | null;
            alongside?: Array<{ name: string; amount: string }>;
            offered?: Array<{ name: string; amount: string }>;
            atLeast?: true;
          };
          waiting?: {
            months: number | null;
            atLeast: boolean;
            fixed: number | null;
            variable: number | null;
            repaired: number | null;
            days?: number;
          };
          benefit?: { start: string | null; end: string | null; retroactive: boolean; part?: string };
          forYears?: Array<number> | null;
        };
        step: string;
        lookAgainOn: string;
      } | null;
      reminded: Array<string>;
      payment: {
        voucher: string;
        amount: string;
        collectedOn: string;
        channel?: string;
        accepted?: boolean;
        benefitFrom?: string;
      } | null;
      covered: { from: string; until: string | null } | null;
      alike: Array<string>;
      latePaymentCase: string | null;
    };

export type OpenCaseRequest =
  | {
      kind?: 'late-payment';
      person: {
        /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
        idNumber: string;
        name: string;
        phone?: string;
      };
      facts: {
        region: string;
        coverageYear: number;
        channel?:
          | 'wechat'
          | 'alipay'
          | 'unionpay'
          | 'bank'
          | 'tax_hall'
          | 'pos'
          | 'cash'
          | 'village'
          | 'school'
          | 'family_account';
        birthDate?: string;
        identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
        student?: boolean;
        newborn?: boolean;
        tier?: 'low' | 'high';
        months?: number;
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        history?: {
          insuredYears?: Array<number>;
          lapsedYears?: Array<number>;
          firstEnrolment?: boolean;
          insuredHere?: boolean;
        };
        exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        sex?: 'female' | 'male';
        parents?: 'both_insured' | 'one_insured' | 'none_insured';
        parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
        forYears?: Array<number>;
        facts?: Record<string, boolean>;
        repairYears?: number;
      };
      voucher?: string;
    }
  | {
      kind: 'refund';
      person: {
        /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
        idNumber: string;
        name: string;
        phone?: string;
      };
      facts: {
        region: string;
        coverageYear: number;
        ground:
          | 'duplicate_payment'
          | 'departure'
          | 'employee_insurance'
          | 'enrolled_elsewhere'
          | 'death'
          | 'aid_recognised'
          | 'wrong_standard'
          | 'change_of_mind'
          | 'other';
        applicant: 'payer' | 'insured' | 'heir' | 'university';
        lodgedAt?: 'agency' | 'tax';
        eventOn?: string;
        departure?: {
          kind: 'transfer' | 'withdrawal' | 'enlistment' | 'suspension' | 'early_graduation' | 'other';
          on: string;
        };
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        birthDate?: string;
        student?: boolean;
        tier?: 'low' | 'high';
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        facts?: Record<string, boolean>;
        keep?: string;
        stated?: Array<{ paymentId: string; coverageYear: number; amount: string; document: string }>;
        vouchers: Array<string>;
      };
      account:
        | { kind: 'card'; holder: string; bank: string; number: string }
        | { kind: 'account'; holder: string; bank: string; number: string };
    }
  | {
      kind: 'newborn';
      region: string;
      birthCertificateNumber: string;
      bornOn: string;
      parent: {
        /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
        idNumber: string;
        name: string;
        phone?: string;
      };
      childName?: string;
      identities?: Array<{
        category: string;
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
        disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
      }>;
    };

export type TryCaseAnswer = Record<string, unknown>;

export type TryCaseRequest =
  | {
      kind: 'late-payment';
      person: {
        /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
        idNumber: string;
      };
      facts: {
        region: string;
        coverageYear: number;
        channel?:
          | 'wechat'
          | 'alipay'
          | 'unionpay'
          | 'bank'
          | 'tax_hall'
          | 'pos'
          | 'cash'
          | 'village'
          | 'school'
          | 'family_account';
        birthDate?: string;
        identityDocument?: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport';
        student?: boolean;
        newborn?: boolean;
        tier?: 'low' | 'high';
        months?: number;
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        history?: {
          insuredYears?: Array<number>;
          lapsedYears?: Array<number>;
          firstEnrolment?: boolean;
          insuredHere?: boolean;
        };
        exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        sex?: 'female' | 'male';
        parents?: 'both_insured' | 'one_insured' | 'none_insured';
        parentsHousehold?: 'local' | 'elsewhere' | 'residence_permit';
        forYears?: Array<number>;
        facts?: Record<string, boolean>;
        repairYears?: number;
      };
      voucher?: string;
      paidOn?: string;
    }
  | {
      kind: 'refund';
      person: {
        /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
        idNumber: string;
      };
      facts: {
        region: string;
        coverageYear: number;
        ground:
          | 'duplicate_payment'
          | 'departure'
          | 'employee_insurance'
          | 'enrolled_elsewhere'
          | 'death'
          | 'aid_recognised'
          | 'wrong_standard'
          | 'change_of_mind'
          | 'other';
        applicant: 'payer' | 'insured' | 'heir' | 'university';
        lodgedAt?: 'agency' | 'tax';
        eventOn?: string;
        departure?: {
          kind: 'transfer' | 'withdrawal' | 'enlistment' | 'suspension' | 'early_graduation' | 'other';
          on: string;
        };
        identities?: Array<{
          category: string;
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
          disabilities?: Array<'physical' | 'visual' | 'hearing' | 'speech' | 'intellectual' | 'mental' | 'multiple'>;
        }>;
        birthDate?: string;
        student?: boolean;
        tier?: 'low' | 'high';
        events?: Array<{ kind: string; on: string }>;
        schooling?: 'none' | 'kindergarten' | 'school' | 'vocational' | 'college';
        localSchool?: boolean;
        household?: 'local' | 'elsewhere' | 'residence_permit';
        facts?: Record<string, boolean>;
        keep?: string;
        stated?: Array<{ paymentId: string; coverageYear: number; amount: string; document: string }>;
        vouchers: Array<string>;
      };
    };

export type WithdrawCaseRequest = { reason: string };

export type CorrectFactsRequest = { facts: Record<string, unknown>; reason: string };

export type ResumeCaseRequest = { reason: string };

export type RevealPersonAnswer = { field: 'name' | 'idNumber' | 'phone'; value: string };

export type RevealPersonRequest = { field: 'name' | 'idNumber' | 'phone'; reason: string };

export type HoldCaseAnswer = { caseId: string; held: boolean };

export type HoldCaseRequest = { held: boolean; reason: string };

export type IssuePaperAnswer = { number: string | null };

export type IssuePaperRequest = { paper: string };

export type StrikeDocumentAnswer = {
  documentId: string;
  material: string;
  type: string;
  size: number;
  digest: string;
  added: { at: string; by: string; name: string | null };
  struck: { at: string; by: string; name: string | null; reason: string } | null;
};

export type StrikeDocumentRequest = { reason: string };

export type ArriveAtDeskAnswer = { regions: Array<string> };

export type ArriveAtDeskRequest = Record<string, never>;

export type TakeTaskRequest = { reason?: string };

export type HandOverTaskRequest = { to: string; note: string };

export type WriteNoteRequest = { note: string; to?: string };

export type SeeInboxAnswer = { through: string };

export type SeeInboxRequest = { through: string };

export type DecideTaskRequest =
  | { action: 'approve'; shown?: string; confirm?: Array<string>; acknowledge?: Array<string>; opinion?: string }
  | {
      action: 'supply';
      values?: Array<{ field: string; value: string | number | boolean | Array<number>; document: string }>;
      facts?: Record<string, unknown>;
      confirm?: Array<string>;
      acknowledge?: Array<string>;
      opinion: string;
    }
  | { action: 'reject'; opinion: string }
  | { action: 'return'; documents?: Array<string>; until?: string; opinion: string }
  | { action: 'documents_received'; facts?: Record<string, unknown>; opinion: string }
  | { action: 'accept_payment'; benefitFrom?: string; forYears?: Array<number>; shown?: string; opinion: string }
  | { action: 'refuse_payment'; opinion: string }
  | { action: 'open_late_payment'; opinion: string }
  | { action: 'decline_late_payment'; opinion: string }
  | {
      action: 'correct_account';
      account:
        | { kind: 'card'; holder: string; bank: string; number: string }
        | { kind: 'account'; holder: string; bank: string; number: string };
      opinion: string;
    }
  | { action: 'give_up'; opinion: string };

export type DecideBatchAnswer = {
  results: Array<{
    caseId: string;
    outcome: 'decided' | 'refused' | 'failed';
    state?: string;
    code?: string;
    message?: string;
    issues?: Array<{ path: string; message: string }>;
  }>;
};

export type DecideBatchRequest = {
  cases: Array<{ caseId: string; taskId: string; shown?: string }>;
  decision: DecideTaskRequest;
};

export type RecordPaymentAnswer = {
  voucherNumber: string;
  caseId?: string;
  region: string;
  coverageYear: number;
  coverageYears: Array<number>;
  amount: string;
  collectedOn: string;
  recordedAt: string;
  unallocated: {
    since: string;
    why: 'no_case' | 'not_awaited' | 'not_used' | 'second_payment' | 'voucher_zeros';
    caseId: string | null;
    message: string;
  } | null;
};

export type RecordPaymentRequest = {
  voucherNumber: string;
  /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
  idNumber: string;
  region: string;
  coverageYear: number;
  coverageYears?: Array<number>;
  amount: string;
  collectedOn: string;
  channel?:
    | 'wechat'
    | 'alipay'
    | 'unionpay'
    | 'bank'
    | 'tax_hall'
    | 'pos'
    | 'cash'
    | 'village'
    | 'school'
    | 'family_account';
};

export type AllocatePaymentAnswer = { voucher: string; caseId: string; state: string };

export type AllocatePaymentRequest = { caseId: string };

export type RecordEventRequest =
  | {
      event: 'registered';
      registeredOn: string;
      /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
      idNumber?: string;
      name?: string;
    }
  | {
      event: 'id_number_assigned';
      /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
      idNumber: string;
      name?: string;
    }
  | { event: 'birth_date_corrected'; bornOn: string }
  | { event: 'died'; diedOn: string }
  | { event: 'moved'; region: string }
  | {
      event: 'guardian_changed';
      guardian: {
        /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
        idNumber: string;
        name: string;
        phone?: string;
      };
    };

export type FindAnswer = {
  by: 'case' | 'id_number' | 'name' | 'phone' | 'birthday' | 'voucher' | 'student_number';
  cases: Array<{
    caseId: string;
    kind: 'late-payment' | 'refund' | 'newborn';
    region: string;
    coverageYear: number;
    state:
      | 'assessing'
      | 'awaiting_decision'
      | 'awaiting_documents'
      | 'awaiting_payment'
      | 'checking_payment'
      | 'awaiting_benefits'
      | 'insured'
      | 'refused'
      | 'rejected'
      | 'unpaid'
      | 'documents_missing'
      | 'payment_refused'
      | 'withdrawn'
      | 'parked'
      | 'claiming'
      | 'awaiting_first_review'
      | 'awaiting_second_review'
      | 'instructing'
      | 'awaiting_payout'
      | 'awaiting_account'
      | 'settling'
      | 'refunded'
      | 'redirected'
      | 'payout_failed'
      | 'tracking'
      | 'awaiting_wish'
      | 'opening_late_payment'
      | 'late_payment_opened'
      | 'missed'
      | 'died'
      | 'moved_away';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    refundable: string | null;
    account: { holder: string; bank: string; number: string } | null;
    due: string | null;
    handledBy: Array<string>;
    handledByNames: Array<string>;
  }>;
  payments: Array<{
    voucher: string;
    coverageYears: Array<number>;
    region: string;
    amount: string;
    collectedOn: string;
    channel: string | null;
    payer: string | null;
    mode: string | null;
    caseId: string | null;
    unallocated: {
      since: string;
      why: 'no_case' | 'not_awaited' | 'not_used' | 'second_payment' | 'voucher_zeros';
      caseId: string | null;
      message: string;
    } | null;
    left: string;
    claim: {
      caseId: string;
      state: string | null;
      stateName: string;
      since: string;
      days: number;
      refund: string;
      settledOn: string | null;
      message: string;
    } | null;
  }>;
  more: boolean;
};

export type FindRequest = { text: string };

export type SearchPaymentsRequest = {
  /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
  idNumber: string;
  coverageYear?: number;
  reason: 'application' | 'duplicate' | 'enquiry' | 'complaint' | 'audit';
};

export type RecordPayoutResultAnswer = {
  instruction: string;
  caseId: string;
  outcome: 'paid' | 'returned';
  again: boolean;
};

export type RecordPayoutResultRequest = {
  outcome: 'paid' | 'returned';
  amount: string;
  on: string;
  reference: string;
  reason?: string;
};

export type RecordPayoutBounceAnswer = { instruction: string; caseId: string; state: string; again: boolean };

export type RecordPayoutBounceRequest = { amount: string; on: string; reference: string; reason: string };

export type NoteRecoveryRequest = { amount: string; on: string; reference: string; reason: string };

export type DecideRecoveryRequest = { decision: 'confirm' } | { decision: 'reject'; opinion: string };

export type CorrectAccountRequest = {
  account:
    | { kind: 'card'; holder: string; bank: string; number: string }
    | { kind: 'account'; holder: string; bank: string; number: string };
  opinion: string;
};

export type ReceiveImportAnswer = { importId: string; fileId: string; rows: number; state: string };

export type ListImportsAnswer = {
  imports: Array<{
    importId: string;
    kind: 'payments' | 'enrolments' | 'aid-lists' | 'deaths';
    openedAt: string;
    openedBy: string;
  }>;
};

export type GetImportAnswer = {
  importId: string;
  kind: 'payments' | 'enrolments' | 'aid-lists' | 'deaths';
  openedAt: string;
  openedBy: string;
  /** failed: rows were left; the same file again goes on with them */
  state: 'empty' | 'running' | 'failed' | 'done';
  /** What was left undone, as a sentence in Chinese */
  failure: string | null;
  files: number;
  rows: number;
  rowsDone: number;
  /** Rows by outcome; `failed` are those to correct */
  counts: Record<string, number>;
};

export type ListImportRowsAnswer = {
  rows: Array<{
    row: number;
    outcome: string;
    issues?: Array<{ column: string; found: string; message: string; expected: string }>;
    caseId?: string;
    confirmed?: string;
    decidedAgain?: Array<string>;
    ended?: Array<string>;
    toSee?: Array<string>;
    takesEffectOn?: string;
    fileId: string;
  }>;
  cursor: string | null;
};

export type ReceiveBatchAnswer = {
  batchId: string;
  university: string;
  openedBy: string;
  role: string;
  openedAt: string;
  regions: Array<string>;
  rows: number;
  good: number;
  failed: number;
  staying: number;
  sums: Array<{ college: string; coverageYear: number; students: number; amount: string }>;
  sent?: { at: string; by: string; roll: number; difference: number; reason?: string };
  single?: true;
  /** opening: cases are being opened */
  state: 'checked' | 'opening' | 'opened';
  counts: Record<string, number>;
  done: number;
};

export type ApplyForStudentRequest = {
  studentNumber?: string;
  idNumber?: string;
  name?: string;
  college?: string;
  kind: 'transfer' | 'withdrawal' | 'enlistment' | 'early_graduation' | 'other';
  on?: string;
  bank?: string;
  account?: string;
};

export type ListBatchesAnswer = { batches: Array<ReceiveBatchAnswer> };

export type ListBatchRowsAnswer = {
  rows: Array<{
    row: number;
    outcome: string;
    issues?: Array<{ column: string; found: string; message: string; expected: string }>;
    caseId?: string;
    confirmed?: string;
    decidedAgain?: Array<string>;
    ended?: Array<string>;
    toSee?: Array<string>;
    takesEffectOn?: string;
    fileId: string;
  }>;
  cursor: string | null;
};

export type ListBatchStudentsAnswer = {
  students: Array<{
    row: number;
    studentNumber: string | null;
    name: string | null;
    idNumber: string | null;
    caseId: string | null;
    state:
      | (
          | 'assessing'
          | 'awaiting_decision'
          | 'awaiting_documents'
          | 'claiming'
          | 'awaiting_first_review'
          | 'awaiting_second_review'
          | 'instructing'
          | 'awaiting_payout'
          | 'awaiting_account'
          | 'settling'
          | 'refunded'
          | 'refused'
          | 'redirected'
          | 'rejected'
          | 'documents_missing'
          | 'payout_failed'
          | 'withdrawn'
          | 'parked'
        )
      | null;
    reason: string | null;
    amount: string | null;
    paid: string | null;
    correctable: boolean;
  }>;
  cursor: string | null;
};

export type SendBatchRequest = { roll: number; reason?: string; goodRowsOnly?: boolean };

export type ReceiveTreasuryResultsAnswer = {
  /** Rows by outcome: recorded, again, failed */ counts: Record<string, number>;
  told: Array<{ result: 'paid' | 'returned' | 'bounced'; rows: number; amount: string }>;
  rows: Array<{
    row: number;
    outcome: string;
    issues?: Array<{ column: string; found: string; message: string; expected: string }>;
    caseId?: string;
    confirmed?: string;
    decidedAgain?: Array<string>;
    ended?: Array<string>;
    toSee?: Array<string>;
    takesEffectOn?: string;
    result?: 'paid' | 'returned' | 'bounced';
    amount?: string;
  }>;
};

export type ReadPolicyTextFileAnswer = { text: string };

export type ListOutboxAnswer = { messages: Array<GetNoticeAnswer>; cursor: string | null };

export type RetryDeadLetterAnswer = { id: string; goesOut: 'within_a_minute' | 'with_the_next_reminders' };

export type RetryDeadLetterRequest = Record<string, never>;

export type StopMessagesAnswer = { stopped: boolean; at: string };

export type StopMessagesRequest = {
  /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
  idNumber?: string;
  phone?: string;
  stopped?: boolean;
  reason: string;
};

export type NoteSaidPaidAnswer = { noted: number };

export type NoteSaidPaidRequest = {
  /** Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678 */
  idNumber: string;
  region: string;
  coverageYear: number;
  paidOn: string;
  channel?:
    | 'wechat'
    | 'alipay'
    | 'unionpay'
    | 'bank'
    | 'tax_hall'
    | 'pos'
    | 'cash'
    | 'village'
    | 'school'
    | 'family_account';
};

export type ListRemindersAnswer = {
  reminders: Array<{
    caseId: string | null;
    name: string | null;
    occasion: 'period' | 'payment_notice' | 'documents' | 'exit_window' | 'newborn';
    coverageYear: number;
    lastDay: string;
    daysBefore: number;
    state: 'planned' | 'held';
    said: { paidOn: string } | null;
  }>;
  cursor: string | null;
};

export type ListUnplannableAnswer = {
  tables: Array<{ region: string; coverageYear: number; field: string; message: string; since: string }>;
};

export type GetNoticeAnswer = {
  id: string;
  caseId: string | null;
  occasion: string;
  region: string;
  title: string;
  body: Array<string>;
  at: string;
  state: 'queued' | 'sent' | 'dead';
  channel: ('webhook' | 'file' | 'outbox') | null;
  sentAt: string | null;
  attempts: number;
  failure: { reason: string; detail: string } | null;
};

export type ListRevivedAnswer = {
  cases: Array<{ caseId: string; state: string; endedOn: string; payBy: string | null; payable: string | null }>;
  cursor: string | null;
};

export type TakeAuditPackRequest = { reason: string };

export type GetAuditDayAnswer = {
  /** The day is over and all of it is listed: nothing is added any more, and the digest stays as it is */
  complete: boolean;
  /** SHA-256 of the text of this part, which downloadAuditDay gives */
  digest: string;
  /** Of the part before, which the text of this part begins with */
  previous: string | null;
  part: number;
  cases: number;
  /** Cases that something happened to on that day, and whose records are gone */
  lost: Array<string>;
  counts: Record<string, number>;
  decisions: Array<{ by: string; name: string | null; role: string | null; action: string; count: number }>;
  tables: Array<{
    coverageYear: number;
    version: string;
    content: string;
    at: string;
    by: string;
    name: string | null;
  }>;
  records: Array<{
    caseId: string;
    seq: number;
    event: string;
    /** As what it is counted; null for a step between */
    counted:
      | (
          | 'opened'
          | 'decided'
          | 'corrected'
          | 'paid'
          | 'refundsOrdered'
          | 'refundsPaid'
          | 'refundsReturned'
          | 'withdrawn'
          | 'revealed'
          | 'packsTaken'
          | 'erased'
        )
      | null;
    action: string | null;
    role: string | null;
    at: string;
    by: string;
    name: string | null;
  }>;
  /** Where the next part begins, for `from`; null in the last part, whose digest stands for the day */
  next: string | null;
};

export type SubmitDraftAnswer = {
  /** Id that it will have as a version */ version: string;
  /** SHA-256 of its content */
  digest: string;
  region: string;
  coverageYear: number;
  name: string;
  inForceFrom: string;
  revision: number;
  why: string | null;
  state: 'submitted' | 'listing' | 'listed' | 'approved' | 'published' | 'withdrawn';
  submittedBy: string;
  /** As the sign-in called the person; the id where it said no name */
  submittedByName: string;
  submittedAt: string;
  /** Version that the differences are against; null where there is none */
  comparedWith: { version: string; coverageYear: number; inForceFrom: string } | null;
  differences: Array<{
    path: string;
    label: string;
    before: unknown;
    after: unknown;
    /** What stands behind either value; null where there is none, or no clause */
    behind: {
      before: {
        quote: string;
        document: string;
        standing: string;
        inferred: boolean;
        /** That the quote writes something else; empty where it does not */
        doubt: string;
      } | null;
      after: {
        quote: string;
        document: string;
        standing: string;
        inferred: boolean;
        /** That the quote writes something else; empty where it does not */
        doubt: string;
      } | null;
    };
  }>;
  /** What the codes are called that the table, or the one that it is compared with, declares itself */
  codes: Record<string, string>;
  list: {
    done: boolean;
    digest: string;
    begunAt: string;
    asOf: string;
    seen: number;
    counts: { unchanged: number; changed: number; revived: number; undecided: number };
    rules: Array<{ outcome: string; rule: string; cases: number; more: string }>;
  } | null;
  approval: { by: string; byName: string; at: string; list: string; opinion: string } | null;
  publication: { by: string; byName: string; at: string } | null;
  withdrawal: { by: string; byName: string; at: string; reason: string } | null;
  /** Earlier ones, after each of which it was handed in again; the first one first */
  withdrawals: Array<{ by: string; byName: string; at: string; reason: string }>;
};

export type SubmitDraftRequest = {
  /** As GET /policies/{region}/{coverageYear} answers one */ table: Record<string, unknown>;
  /** The policy text that the table was made of, so that whoever approves sees it: `unread` are its sentences that nothing was read from, `unreadSeen` says that each was looked at */
  notice?: { title: string; text: string; unread: Array<{ start: number; end: number }>; unreadSeen: boolean };
};

export type ListDraftsAnswer = { drafts: Array<SubmitDraftAnswer> };

export type GetDraftAnswer = {
  /** Id that it will have as a version */ version: string;
  /** SHA-256 of its content */
  digest: string;
  region: string;
  coverageYear: number;
  name: string;
  inForceFrom: string;
  revision: number;
  why: string | null;
  state: 'submitted' | 'listing' | 'listed' | 'approved' | 'published' | 'withdrawn';
  submittedBy: string;
  /** As the sign-in called the person; the id where it said no name */
  submittedByName: string;
  submittedAt: string;
  /** Version that the differences are against; null where there is none */
  comparedWith: { version: string; coverageYear: number; inForceFrom: string } | null;
  differences: Array<{
    path: string;
    label: string;
    before: unknown;
    after: unknown;
    /** What stands behind either value; null where there is none, or no clause */
    behind: {
      before: {
        quote: string;
        document: string;
        standing: string;
        inferred: boolean;
        /** That the quote writes something else; empty where it does not */
        doubt: string;
      } | null;
      after: {
        quote: string;
        document: string;
        standing: string;
        inferred: boolean;
        /** That the quote writes something else; empty where it does not */
        doubt: string;
      } | null;
    };
  }>;
  /** What the codes are called that the table, or the one that it is compared with, declares itself */
  codes: Record<string, string>;
  list: {
    done: boolean;
    digest: string;
    begunAt: string;
    asOf: string;
    seen: number;
    counts: { unchanged: number; changed: number; revived: number; undecided: number };
    rules: Array<{ outcome: string; rule: string; cases: number; more: string }>;
  } | null;
  approval: { by: string; byName: string; at: string; list: string; opinion: string } | null;
  publication: { by: string; byName: string; at: string } | null;
  withdrawal: { by: string; byName: string; at: string; reason: string } | null;
  /** Earlier ones, after each of which it was handed in again; the first one first */
  withdrawals: Array<{ by: string; byName: string; at: string; reason: string }>;
  table: Record<string, unknown>;
  values: Array<{
    path: string;
    name: string;
    value: Json;
    standing: string;
    clause: string;
    quote: string;
    document: string;
    note: string;
    /** Its own document is behind it, and does not say it outright */
    inferred: boolean;
    /** Shown by papers and desks; it decides nothing */
    information: boolean;
    /** That the quote writes something else; empty where it does not */
    doubt: string;
  }>;
  /** The policy text that it was made of, with the words that its values cite and the sentences that nothing was read from; null where there was none */
  notice: {
    title: string;
    text: string;
    used: Array<{ start: number; end: number }>;
    unread: Array<{ start: number; end: number }>;
    unreadSeen: boolean;
  } | null;
};

export type ListImpactAnswer = {
  digest: string;
  impacts: Array<{
    caseId: string;
    outcome: 'changed' | 'revived';
    differences: Array<{ path: string; before: unknown; after: unknown }>;
    rule?: string;
  }>;
  cursor: string | null;
};

export type GoOnListingRequest = Record<string, never>;

export type ApproveDraftRequest = { draft: string; list: string; opinion: string };

export type PublishDraftRequest = Record<string, never>;

export type WithdrawDraftRequest = { reason: string };

export type ChangeAgencyRequest = {
  name?: string;
  address?: string;
  telephone?: string;
  hours?: string;
  complaintTo?: string;
  complaintWithin?: string;
  court?: string;
  courtWithin?: string;
  numberPattern?: string;
};

export type KeepPolicyWorkAnswer = {
  work: {
    /** The policy text as it was published; at most 300,000 characters */ text: string;
    /** Version that the table begins from, or `blank`; left out, it begins from the text alone */
    begins?: string;
    /** What the region is called */
    name: string;
    /** Of the document */
    title: string;
    inForceFrom: string | '';
    answers: Array<{
      field: string;
      answer: 'accept' | 'change' | 'reject' | 'silent';
      /** As a table has it, as text or in parts; of `change` */
      value?: string | unknown;
      start?: number;
      end?: number;
      /** Words of a document that is not at hand as a text */
      quote?: string;
      /** Title of that document, where it is not the policy text */
      document?: string;
      /** Id of a clause of the table or the national layer */
      clause?: string;
      /** The words do not say it outright */
      adopted?: boolean;
      /** What the text says instead; of `silent` */
      note?: string;
    }>;
    keptAt: string;
    rows: Array<{
      field: string;
      label: string;
      proposal: {
        start: number;
        end: number;
        value: Json;
        sureness: 'sure' | 'likely' | 'damaged';
        damage: Array<string>;
      } | null;
      /** What the text says of it that cannot all be true; none of it is proposed */
      against: Array<{ start: number; end: number; value: Json }>;
      kept: {
        value: Json;
        standing: 'stated' | 'national' | 'adopted' | 'silent';
        clause: string;
        quote: string;
      } | null;
      input:
        | 'amount'
        | 'aid'
        | 'day'
        | 'duration'
        | 'cost'
        | 'condition'
        | 'monthly'
        | 'choice'
        | 'choices'
        | 'yes_no'
        | 'text';
      codes: Array<string>;
      /** That the words behind the value write something else; empty where they do not */
      doubt: string;
      lastYear: Json;
      answer: {
        field: string;
        answer: 'accept' | 'change' | 'reject' | 'silent';
        /** As a table has it, as text or in parts; of `change` */
        value?: string | unknown;
        start?: number;
        end?: number;
        /** Words of a document that is not at hand as a text */
        quote?: string;
        /** Title of that document, where it is not the policy text */
        document?: string;
        /** Id of a clause of the table or the national layer */
        clause?: string;
        /** The words do not say it outright */
        adopted?: boolean;
        /** What the text says instead; of `silent` */
        note?: string;
      } | null;
    }>;
    unread: Array<{ start: number; end: number }>;
    warnings: Array<string>;
    silent: Array<{
      field: string;
      label: string;
      input:
        | 'amount'
        | 'aid'
        | 'day'
        | 'duration'
        | 'cost'
        | 'condition'
        | 'monthly'
        | 'choice'
        | 'choices'
        | 'yes_no'
        | 'text';
      codes: Array<string>;
      lastYear: Json;
    }>;
    issues: Array<{
      field: string;
      label: string;
      input:
        | 'amount'
        | 'aid'
        | 'day'
        | 'duration'
        | 'cost'
        | 'condition'
        | 'monthly'
        | 'choice'
        | 'choices'
        | 'yes_no'
        | 'text';
      codes: Array<string>;
      message: string;
    }>;
    /** What last year's table of the region states and this one does not */
    gone: Array<{ field: string; label: string; value: Json }>;
    /** Clauses that may stand behind a value beside the sentences of the text */
    clauses: Array<{
      id: string;
      quote: string;
      document: string;
      /** Of the table itself; of the nation or the province; any other */
      of: 'own' | 'above' | 'elsewhere';
    }>;
    /** What can be added to the table: a line or a way whole, or a part that one has not */
    addable: Array<{
      title: string;
      fields: Array<{
        field: string;
        label: string;
        input:
          | 'amount'
          | 'aid'
          | 'day'
          | 'duration'
          | 'cost'
          | 'condition'
          | 'monthly'
          | 'choice'
          | 'choices'
          | 'yes_no'
          | 'text';
        codes: Array<string>;
      }>;
    }>;
    /** Codes that the table declares itself */
    names: Record<string, string>;
    conditions: { categories: Array<string>; events: Array<string>; payers: Array<string> };
    hints: Array<string>;
    left: number;
    people: Array<{
      name: string;
      /** Amounts, timing, wait and benefits of an assessment; null where no table answers */
      now: {
        status?: Json;
        timing?: Json;
        amounts?: Json;
        waiting?: Json;
        benefit?: Json;
        nextOpenOn?: Json;
        review: Array<string>;
      } | null;
      /** Amounts, timing, wait and benefits of an assessment; null where no table answers */
      before: {
        status?: Json;
        timing?: Json;
        amounts?: Json;
        waiting?: Json;
        benefit?: Json;
        nextOpenOn?: Json;
        review: Array<string>;
      } | null;
    }>;
    /** The table as a file; what nobody has answered stands in it as a proposal */
    yaml: string;
    /** Complete, as submitDraft takes it; null while something is left or wrong */
    table: Record<string, unknown> | null;
  } | null;
};

export type KeepPolicyWorkRequest = {
  /** The policy text as it was published; at most 300,000 characters */ text: string;
  /** Version that the table begins from, or `blank`; left out, it begins from the text alone */
  begins?: string;
  /** What the region is called */
  name: string;
  /** Of the document */
  title: string;
  inForceFrom: string | '';
  answers: Array<{
    field: string;
    answer: 'accept' | 'change' | 'reject' | 'silent';
    /** As a table has it, as text or in parts; of `change` */
    value?: string | unknown;
    start?: number;
    end?: number;
    /** Words of a document that is not at hand as a text */
    quote?: string;
    /** Title of that document, where it is not the policy text */
    document?: string;
    /** Id of a clause of the table or the national layer */
    clause?: string;
    /** The words do not say it outright */
    adopted?: boolean;
    /** What the text says instead; of `silent` */
    note?: string;
  }>;
};

export type StartUploadsAnswer = {
  uploads: Array<{ uploadId: string; method: 'PUT'; url: string; contentType: string; until: string }>;
};

export type StartUploadsRequest = { files: Array<{ size: number }> };

export type TakeDocumentRequest = {
  uploadId: string;
  material:
    | 'id_document'
    | 'household_register'
    | 'application_form'
    | 'payment_voucher'
    | 'bank_account'
    | 'identity_certificate'
    | 'exit_certificate'
    | 'school_certificate'
    | 'residence_permit'
    | 'departure_certificate'
    | 'employee_insurance_proof'
    | 'other_enrolment_proof'
    | 'death_certificate'
    | 'heir_proof'
    | 'birth_certificate'
    | 'guardian_id'
    | 'statement'
    | 'letter_of_attorney'
    | 'other';
};

export type ShowDocumentAnswer = { url: string; type: string; until: string };

export type ShowDocumentRequest = { save?: boolean };

export interface Operations {
  /** The cases of the caller's regions, newest or oldest first, by the day until which they wait, by amount, or, if they are few, by name as it is shown. */
  listCases: {
    path: undefined;
    query: {
      state?:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      order?: 'newest' | 'oldest' | 'due' | 'largest' | 'smallest' | 'name';
      openedFrom?: string;
      openedTo?: string;
      kind?: 'late-payment' | 'refund' | 'newborn';
      handledBy?: 'me';
      amountFrom?: string;
      amountTo?: string;
      overdue?: 'yes';
      personOf?: string;
      region?: string;
      cursor?: string;
      limit?: string;
    };
    headers: undefined;
    body: undefined;
    answer: ListCasesAnswer;
  };
  /** Opens a case. The same Idempotency-Key and body give the same case again. */
  openCase: {
    path: undefined;
    query: undefined;
    headers: { 'Idempotency-Key': string };
    body: OpenCaseRequest;
    answer: OpenCaseAnswer;
  };
  /** How many cases a list has. */
  countCases: {
    path: undefined;
    query: {
      state?:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      order?: 'newest' | 'oldest' | 'due' | 'largest' | 'smallest' | 'name';
      openedFrom?: string;
      openedTo?: string;
      kind?: 'late-payment' | 'refund' | 'newborn';
      handledBy?: 'me';
      amountFrom?: string;
      amountTo?: string;
      overdue?: 'yes';
      personOf?: string;
      region?: string;
    };
    headers: undefined;
    body: undefined;
    answer: CountCasesAnswer;
  };
  /** A list of cases as a sheet, at most 2000; persons masked. It is logged. */
  downloadCases: {
    path: undefined;
    query: {
      state?:
        | 'assessing'
        | 'awaiting_decision'
        | 'awaiting_documents'
        | 'awaiting_payment'
        | 'checking_payment'
        | 'awaiting_benefits'
        | 'insured'
        | 'refused'
        | 'rejected'
        | 'unpaid'
        | 'documents_missing'
        | 'payment_refused'
        | 'withdrawn'
        | 'parked'
        | 'claiming'
        | 'awaiting_first_review'
        | 'awaiting_second_review'
        | 'instructing'
        | 'awaiting_payout'
        | 'awaiting_account'
        | 'settling'
        | 'refunded'
        | 'redirected'
        | 'payout_failed'
        | 'tracking'
        | 'awaiting_wish'
        | 'opening_late_payment'
        | 'late_payment_opened'
        | 'missed'
        | 'died'
        | 'moved_away';
      order?: 'newest' | 'oldest' | 'due' | 'largest' | 'smallest' | 'name';
      openedFrom?: string;
      openedTo?: string;
      kind?: 'late-payment' | 'refund' | 'newborn';
      handledBy?: 'me';
      amountFrom?: string;
      amountTo?: string;
      overdue?: 'yes';
      personOf?: string;
      region?: string;
    };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** A case: facts, decision with its clauses, open task, history, notices. */
  getCase: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: GetCaseAnswer };
  /** The documents of a case, and which its kind and ground want by the policy table. */
  listDocuments: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: ListDocumentsAnswer;
  };
  /** Takes a file that was sent in as a document of the case: a JPEG, a PNG, or a PDF in which nothing can run. */
  takeDocument: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: TakeDocumentRequest;
    answer: StrikeDocumentAnswer;
  };
  /** What else there is of a case's person in the caller's regions; of a refund's person also where else and for which years something was paid. */
  showPerson: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: ShowPersonAnswer };
  /** The parent that a newborn's case names, whether that person is insured, the person's other children and own cases, in the caller's regions. It is logged. */
  showFamily: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: ShowFamilyAnswer };
  /** The open tasks of the caller's regions, least time left first; if they are few, also by amount or by name as it is shown. */
  listTasks: {
    path: undefined;
    query: {
      kind?: 'late-payment' | 'refund' | 'newborn';
      handledBy?: 'me';
      amountFrom?: string;
      amountTo?: string;
      overdue?: 'yes';
      personOf?: string;
      task?:
        | 'decision'
        | 'payment_question'
        | 'documents'
        | 'first_review'
        | 'second_review'
        | 'account'
        | 'late_payment_wish'
        | 'parked';
      batch?: string;
      assigned?: 'me';
      for?: 'me';
      order?: 'due' | 'largest' | 'smallest' | 'name';
      region?: string;
      cursor?: string;
      limit?: string;
    };
    headers: undefined;
    body: undefined;
    answer: ListTasksAnswer;
  };
  /** How many tasks a list has. */
  countTasks: {
    path: undefined;
    query: {
      kind?: 'late-payment' | 'refund' | 'newborn';
      handledBy?: 'me';
      amountFrom?: string;
      amountTo?: string;
      overdue?: 'yes';
      personOf?: string;
      task?:
        | 'decision'
        | 'payment_question'
        | 'documents'
        | 'first_review'
        | 'second_review'
        | 'account'
        | 'late_payment_wish'
        | 'parked';
      batch?: string;
      assigned?: 'me';
      for?: 'me';
      order?: 'due' | 'largest' | 'smallest' | 'name';
      region?: string;
    };
    headers: undefined;
    body: undefined;
    answer: CountTasksAnswer;
  };
  /** The other people of a region's desk who signed in within 90 days, by name. */
  listColleagues: {
    path: undefined;
    query: { region: string };
    headers: undefined;
    body: undefined;
    answer: ListColleaguesAnswer;
  };
  /** What colleagues sent to the caller, the newest first; at most 50. */
  listInbox: { path: undefined; query: undefined; headers: undefined; body: undefined; answer: ListInboxAnswer };
  /** How many cases wait until each day, by kind and by whom they wait for; at most 100 days. */
  countDeadlines: {
    path: undefined;
    query: { region?: string; from: string; to: string };
    headers: undefined;
    body: undefined;
    answer: CountDeadlinesAnswer;
  };
  /** The cases that wait until a day, whoever has to act. */
  listDeadlines: {
    path: { day: string };
    query: {
      kind?: 'late-payment' | 'refund' | 'newborn';
      before?: 'all';
      region?: string;
      cursor?: string;
      limit?: string;
    };
    headers: undefined;
    body: undefined;
    answer: ListDeadlinesAnswer;
  };
  /** The policy tables that are published: a region and coverage year each. */
  listPolicies: { path: undefined; query: undefined; headers: undefined; body: undefined; answer: ListPoliciesAnswer };
  /** The policy table that decides on a day (today if not given), with every value, standing and clause. */
  getPolicy: {
    path: { region: string; coverageYear: string };
    query: { asOf?: string };
    headers: undefined;
    body: undefined;
    answer: GetPolicyAnswer;
  };
  /** What the agency of a region says of itself on papers. */
  getAgency: {
    path: { region: string };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: GetAgencyAnswer;
  };
  /** Says what the agency of a region is called on papers, where it is, who hears complaints, and how papers are numbered. */
  changeAgency: {
    path: { region: string };
    query: undefined;
    headers: undefined;
    body: ChangeAgencyRequest;
    answer: GetAgencyAnswer;
  };
  /** The amounts put out for collection in a region on a day, for the tax office. */
  listCollections: {
    path: undefined;
    query: { region: string; day: string };
    headers: undefined;
    body: undefined;
    answer: ListCollectionsAnswer;
  };
  /** A payment by its voucher, or those of a refund case, each with the case that has it. */
  listPayments: {
    path: undefined;
    query: { voucher?: string; caseId?: string };
    headers: undefined;
    body: undefined;
    answer: ListPaymentsAnswer;
  };
  /** Confirms a payment that was collected. The same voucher with the same content is recorded once. */
  recordPayment: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: RecordPaymentRequest;
    answer: RecordPaymentAnswer;
  };
  /** Payments of a region that no case has taken (待认领), for a desk to give to a case or back. */
  listUnallocatedPayments: {
    path: undefined;
    query: { region: string };
    headers: undefined;
    body: undefined;
    answer: ListUnallocatedPaymentsAnswer;
  };
  /** What a case would decide, by the table in force, another version or a draft; stored nowhere. Kinds: late-payment, refund, newborn, reminder. */
  assess: { path: { kind: string }; query: undefined; headers: undefined; body: AssessRequest; answer: AssessAnswer };
  /** Figures of the caller's regions, of a clerk's own cases or of a university's: open, overdue, received, finished, days, amounts, values that people supplied. Changes are counted within five minutes. */
  getStatistics: {
    path: undefined;
    query: { region?: string; fromMonth?: string; toMonth?: string; whose?: 'region' | 'own' };
    headers: undefined;
    body: undefined;
    answer: GetStatisticsAnswer;
  };
  /** The same figures as a sheet. */
  downloadStatistics: {
    path: undefined;
    query: { region?: string; fromMonth?: string; toMonth?: string; whose?: 'region' | 'own' };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** What a late payment or a refund of a person would decide by the ledger and the lists of today, or why none is opened. Nothing is stored; who was looked up is logged. */
  tryCase: { path: undefined; query: undefined; headers: undefined; body: TryCaseRequest; answer: TryCaseAnswer };
  /** Withdraws a case wherever it waits. */
  withdrawCase: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: WithdrawCaseRequest;
    answer: OpenCaseAnswer;
  };
  /** Corrects facts of an open case with a reason; it is decided again. A fact is given as a whole, null takes it out. */
  correctFacts: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: CorrectFactsRequest;
    answer: OpenCaseAnswer;
  };
  /** Goes on with a parked case after what had failed was put right. */
  resumeCase: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: ResumeCaseRequest;
    answer: OpenCaseAnswer;
  };
  /** Shows one field of the person of a case in full, for a reason that is written into the case first. */
  revealPerson: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: RevealPersonRequest;
    answer: RevealPersonAnswer;
  };
  /** Keeps the person of a case from being erased after its years, or lets it go again. */
  holdCase: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: HoldCaseRequest;
    answer: HoldCaseAnswer;
  };
  /** Gives a paper of a case its number, once; null where the agency numbers no papers. */
  issuePaper: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: IssuePaperRequest;
    answer: IssuePaperAnswer;
  };
  /** Strikes a document out with a reason: it stays, and does not count any more. */
  strikeDocument: {
    path: { id: string; document: string };
    query: undefined;
    headers: undefined;
    body: StrikeDocumentRequest;
    answer: StrikeDocumentAnswer;
  };
  /** Writes down that the caller works at the desks of its regions, so that colleagues can hand work over. */
  arriveAtDesk: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: ArriveAtDeskRequest;
    answer: ArriveAtDeskAnswer;
  };
  /** Takes the open task of a case; a colleague's with the reason why one stands in. */
  takeTask: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: TakeTaskRequest;
    answer: OpenCaseAnswer;
  };
  /** Hands the open task of a case over to a colleague of its region, with a note that comes to that colleague. */
  handOverTask: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: HandOverTaskRequest;
    answer: OpenCaseAnswer;
  };
  /** Writes a note into a case without deciding; with `to` it asks a colleague of its region. */
  writeNote: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: WriteNoteRequest;
    answer: OpenCaseAnswer;
  };
  /** Says that the caller has seen what came up to an instant. */
  seeInbox: { path: undefined; query: undefined; headers: undefined; body: SeeInboxRequest; answer: SeeInboxAnswer };
  /** Decides an open task. Which actions fit is said by the task. */
  decideTask: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: DecideTaskRequest;
    answer: OpenCaseAnswer;
  };
  /** Decides cases of a batch together: exactly those named, as they were shown, with each one's own result. */
  decideBatch: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: DecideBatchRequest;
    answer: DecideBatchAnswer;
  };
  /** Gives a payment that no case has (待认领) to a case of the same person that waits for it. */
  allocatePayment: {
    path: { voucher: string };
    query: undefined;
    headers: undefined;
    body: AllocatePaymentRequest;
    answer: AllocatePaymentAnswer;
  };
  /** Records what happened to a newborn. The same Idempotency-Key and body are taken once. */
  recordEvent: {
    path: { id: string };
    query: undefined;
    headers: { 'Idempotency-Key': string };
    body: RecordEventRequest;
    answer: OpenCaseAnswer;
  };
  /** Cases and payments of the caller's regions by a case number, an id number, a whole name, a phone, a birthday with a surname or the last four of the id number, a student number, or a voucher; a university's own refunds by a case number, an id number or a student number. It is logged. */
  find: { path: undefined; query: undefined; headers: undefined; body: FindRequest; answer: FindAnswer };
  /** A person's payments and cases in the caller's regions, for a reason that is logged; looking into a duplicate also where else and for which years something was paid. */
  searchPayments: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: SearchPaymentsRequest;
    answer: ShowPersonAnswer;
  };
  /** What became of an order to pay out. The same result twice is one; a contradictory one is refused. */
  recordPayoutResult: {
    path: { instruction: string };
    query: undefined;
    headers: undefined;
    body: RecordPayoutResultRequest;
    answer: RecordPayoutResultAnswer;
  };
  /** What was paid came back from the bank (退票): the case is open again for the right account, which another person reviews. */
  recordPayoutBounce: {
    path: { instruction: string };
    query: undefined;
    headers: undefined;
    body: RecordPayoutBounceRequest;
    answer: RecordPayoutBounceAnswer;
  };
  /** Notes what came back of a refund that was paid wrongly. The same receipt twice is one. */
  noteRecovery: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: NoteRecoveryRequest;
    answer: OpenCaseAnswer;
  };
  /** Confirms what came back of a refund, or says that it did not: by an approver who did not note it. */
  decideRecovery: {
    path: { id: string; number: string };
    query: undefined;
    headers: undefined;
    body: DecideRecoveryRequest;
    answer: OpenCaseAnswer;
  };
  /** A university corrects its student's account after the bank sent the money back. */
  correctAccount: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: CorrectAccountRequest;
    answer: OpenCaseAnswer;
  };
  /** Takes a CSV or XLSX file of 4.5 MB at most; more files with the same Import-Id belong to one import. The same file again is no second import. */
  receiveImport: {
    path: { kind: 'payments' | 'enrolments' | 'aid-lists' | 'deaths' };
    query: undefined;
    headers: undefined;
    body: Blob;
    answer: ReceiveImportAnswer;
  };
  /** What the caller sent in, the newest first; at most 50. */
  listImports: { path: undefined; query: undefined; headers: undefined; body: undefined; answer: ListImportsAnswer };
  /** The table to fill in, as XLSX, for those whose system exports none. */
  downloadImportTemplate: {
    path: { kind: 'payments' | 'enrolments' | 'aid-lists' | 'deaths' | 'treasury-results' };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** How far an import is, and how many rows had which outcome. */
  getImport: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: GetImportAnswer };
  /** What became of each row, with what is wrong and what would be right. */
  listImportRows: {
    path: { id: string };
    query: { outcome?: string; cursor?: string };
    headers: undefined;
    body: undefined;
    answer: ListImportRowsAnswer;
  };
  /** The rows that failed, as a file of the same template that can be corrected and sent in again. */
  downloadFailedImport: {
    path: { id: string };
    query: { format?: 'csv' | 'xlsx'; page?: number };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** The table to fill in, as XLSX: cells are text, choices are lists, and it says how each column is filled. */
  downloadBatchTemplate: { path: undefined; query: undefined; headers: undefined; body: undefined; answer: Blob };
  /** Takes a university's file of departing students (CSV or XLSX, at most 20000 rows) and checks every row. */
  receiveBatch: { path: undefined; query: undefined; headers: undefined; body: Blob; answer: ReceiveBatchAnswer };
  /** The university's own batches, or those that were sent to a region's desk; newest first. */
  listBatches: {
    path: undefined;
    query: { region?: string };
    headers: undefined;
    body: undefined;
    answer: ListBatchesAnswer;
  };
  /** A university applies for one student who left: checked as a row of a file is, and sent at once. */
  applyForStudent: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: ApplyForStudentRequest;
    answer: ReceiveBatchAnswer;
  };
  /** A batch: what was found in its rows, the sums by college and year, and how far its cases are opened. */
  getBatch: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: ReceiveBatchAnswer };
  /** What was found in each row (stage check), or what became of it (stage open), page by page. */
  listBatchRows: {
    path: { id: string };
    query: { outcome?: string; cursor?: string; stage?: 'check' | 'open' };
    headers: undefined;
    body: undefined;
    answer: ListBatchRowsAnswer;
  };
  /** What became of each student of a batch: state, reason, amount, as the cases are now; page by page. */
  listBatchStudents: {
    path: { id: string };
    query: { cursor?: string };
    headers: undefined;
    body: undefined;
    answer: ListBatchStudentsAnswer;
  };
  /** What became of each student of a batch, as a sheet. */
  downloadBatchStudents: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: Blob };
  /** The rows that failed, in the same template, to be corrected and sent in again as a whole. */
  downloadFailedBatch: {
    path: { id: string };
    query: { format?: 'csv' | 'xlsx'; page?: number };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Sends a batch whose numbers agree: a refund case is opened for each of its good rows. */
  sendBatch: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: SendBatchRequest;
    answer: ReceiveBatchAnswer;
  };
  /** A day's file for the treasury or the tax side (treasury-instructions, tax-notifications), by region and day or by its number. Asked for again it is the same file. */
  downloadExchangeFile: {
    path: { kind: 'treasury-instructions' | 'tax-notifications' };
    query: { region?: string; day?: string; number?: string };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Takes the treasury's file of what became of its orders, at most 1000 rows; says of each row what was done. */
  receiveTreasuryResults: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: Blob;
    answer: ReceiveTreasuryResultsAnswer;
  };
  /** Gives the text of a TXT, HTML, DOCX or PDF file of 4.5 MB at most; keeps nothing. */
  readPolicyTextFile: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: Blob;
    answer: ReadPolicyTextFileAnswer;
  };
  /** What went out in a region on a day, in order of time, and through which channel. */
  listOutbox: {
    path: undefined;
    query: { region: string; cursor?: string; limit?: string; day: string };
    headers: undefined;
    body: undefined;
    answer: ListOutboxAnswer;
  };
  /** Messages that could not be made or delivered, and why; the oldest first. */
  listDeadLetters: {
    path: undefined;
    query: { region: string; cursor?: string; limit?: string };
    headers: undefined;
    body: undefined;
    answer: ListOutboxAnswer;
  };
  /** Sends a dead letter again; one that lacked a value is made again by the next run of the reminders. */
  retryDeadLetter: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: RetryDeadLetterRequest;
    answer: RetryDeadLetterAnswer;
  };
  /** Puts a person, or a telephone, on the stop list, or takes them off: no messages; notices of cases go on paper. */
  stopMessages: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: StopMessagesRequest;
    answer: StopMessagesAnswer;
  };
  /** Notes that a person says to have paid: no reminder until the record must be visible. */
  noteSaidPaid: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: NoteSaidPaidRequest;
    answer: NoteSaidPaidAnswer;
  };
  /** What is planned to go out in a region on a day, and why. What went out already is in GET /outbox. */
  listReminders: {
    path: undefined;
    query: { region: string; cursor?: string; limit?: string; day: string };
    headers: undefined;
    body: undefined;
    answer: ListRemindersAnswer;
  };
  /** Policy tables without a last day to pay: no reminders are sent by them until they have one. */
  listUnplannable: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: ListUnplannableAnswer;
  };
  /** A notice of a case; with Accept: text/html as a page to be printed on A4. */
  getNotice: {
    path: { id: string; occasion: string };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: GetNoticeAnswer;
  };
  /** The letters of a day for the print shop: everybody without a phone. `part` counts from 1, 1,000 letters each. */
  printFile: {
    path: { region: string; day: string };
    query: { part?: string };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Cases that ended too late since a day, and could be paid by the table that is in force now. */
  listRevived: {
    path: { region: string; coverageYear: string };
    query: { since: string; cursor?: string; limit?: string };
    headers: undefined;
    body: undefined;
    answer: ListRevivedAnswer;
  };
  /** Everything by which a case can be decided again, without the person, with a verifier: one ZIP. */
  takeAuditPack: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: TakeAuditPackRequest;
    answer: Blob;
  };
  /** What happened in a region on one day, part by part, with a digest over all of it. */
  getAuditDay: {
    path: { region: string; day: string };
    query: { from?: string };
    headers: undefined;
    body: undefined;
    answer: GetAuditDayAnswer;
  };
  /** The records of a day, one line each: the SHA-256 of this file is the digest of the part. */
  downloadAuditDay: {
    path: { region: string; day: string };
    query: { from?: string };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
  /** Hands in a whole policy table that is to be published; a mistake is named by its path. */
  submitDraft: {
    path: { region: string; coverageYear: string };
    query: undefined;
    headers: undefined;
    body: SubmitDraftRequest;
    answer: SubmitDraftAnswer;
  };
  /** The drafts of a policy table, with what each would change and who approved it. */
  listDrafts: {
    path: { region: string; coverageYear: string };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: ListDraftsAnswer;
  };
  /** A draft with its whole table, and with every value, standing and clause as a published table is shown. */
  getDraft: {
    path: { region: string; coverageYear: string; version: string };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: GetDraftAnswer;
  };
  /** The cases that a draft would change or revive: what was decided, what would be, and the first rule. */
  listImpact: {
    path: { region: string; coverageYear: string; version: string };
    query: { cursor?: string };
    headers: undefined;
    body: undefined;
    answer: ListImpactAnswer;
  };
  /** Decides stored cases again by a draft, for some seconds; call it until the list is done. */
  goOnListing: {
    path: { region: string; coverageYear: string; version: string };
    query: undefined;
    headers: undefined;
    body: GoOnListingRequest;
    answer: SubmitDraftAnswer;
  };
  /** Approves a draft, named with the list of what it does by their digests; never by who handed it in. */
  approveDraft: {
    path: { region: string; coverageYear: string; version: string };
    query: undefined;
    headers: undefined;
    body: ApproveDraftRequest;
    answer: SubmitDraftAnswer;
  };
  /** Publishes a draft that a second officer approved, as a version that never changes. */
  publishDraft: {
    path: { region: string; coverageYear: string; version: string };
    query: undefined;
    headers: undefined;
    body: PublishDraftRequest;
    answer: SubmitDraftAnswer;
  };
  /** Withdraws a draft that is not to be published. */
  withdrawDraft: {
    path: { region: string; coverageYear: string; version: string };
    query: undefined;
    headers: undefined;
    body: WithdrawDraftRequest;
    answer: SubmitDraftAnswer;
  };
  /** Reads a policy text into proposals for a table, and keeps it for the officer with what was decided of each; says what is left, what is wrong, and what typical people would be answered. */
  keepPolicyWork: {
    path: { region: string; coverageYear: string };
    query: undefined;
    headers: undefined;
    body: KeepPolicyWorkRequest;
    answer: KeepPolicyWorkAnswer;
  };
  /** What the officer keeps of a policy text for this region and year, as it was left. */
  getPolicyWork: {
    path: { region: string; coverageYear: string };
    query: undefined;
    headers: undefined;
    body: undefined;
    answer: KeepPolicyWorkAnswer;
  };
  /** Addresses to which files of these sizes may be sent, each for 15 minutes. */
  startUploads: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: StartUploadsRequest;
    answer: StartUploadsAnswer;
  };
  /** An address at which a document is shown for two minutes: pictures as such, a PDF as a file to save. */
  showDocument: {
    path: { id: string; document: string };
    query: undefined;
    headers: undefined;
    body: ShowDocumentRequest;
    answer: ShowDocumentAnswer;
  };
}

export const OPERATIONS = {
  listCases: { method: 'GET', path: '/cases', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  openCase: { method: 'POST', path: '/cases', answers: 'json', roles: ['caseworker', 'approver', 'university'] },
  countCases: { method: 'GET', path: '/cases/count', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  downloadCases: { method: 'GET', path: '/cases/sheet', answers: 'file', roles: ['caseworker', 'approver', 'auditor'] },
  getCase: {
    method: 'GET',
    path: '/cases/{id}',
    answers: 'json',
    roles: ['caseworker', 'approver', 'university', 'auditor'],
  },
  listDocuments: {
    method: 'GET',
    path: '/cases/{id}/documents',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  takeDocument: { method: 'POST', path: '/cases/{id}/documents', answers: 'json', roles: ['caseworker', 'approver'] },
  showPerson: {
    method: 'GET',
    path: '/cases/{id}/person',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  showFamily: {
    method: 'GET',
    path: '/cases/{id}/family',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  listTasks: { method: 'GET', path: '/tasks', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  countTasks: { method: 'GET', path: '/tasks/count', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  listColleagues: { method: 'GET', path: '/colleagues', answers: 'json', roles: ['caseworker', 'approver'] },
  listInbox: { method: 'GET', path: '/inbox', answers: 'json', roles: ['caseworker', 'approver'] },
  countDeadlines: { method: 'GET', path: '/deadlines', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  listDeadlines: {
    method: 'GET',
    path: '/deadlines/{day}',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  listPolicies: {
    method: 'GET',
    path: '/policies',
    answers: 'json',
    roles: ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'],
  },
  getPolicy: {
    method: 'GET',
    path: '/policies/{region}/{coverageYear}',
    answers: 'json',
    roles: ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'],
  },
  getAgency: {
    method: 'GET',
    path: '/agencies/{region}',
    answers: 'json',
    roles: ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'],
  },
  changeAgency: { method: 'POST', path: '/agencies/{region}', answers: 'json', roles: ['policy_officer'] },
  listCollections: { method: 'GET', path: '/collections', answers: 'json', roles: ['tax', 'auditor'] },
  listPayments: { method: 'GET', path: '/payments', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  recordPayment: { method: 'POST', path: '/payments', answers: 'json', roles: ['tax'] },
  listUnallocatedPayments: {
    method: 'GET',
    path: '/payments/unallocated',
    answers: 'json',
    roles: ['caseworker', 'approver', 'tax', 'auditor'],
  },
  assess: {
    method: 'POST',
    path: '/assessments/{kind}',
    answers: 'json',
    roles: ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'],
  },
  getStatistics: {
    method: 'GET',
    path: '/statistics',
    answers: 'json',
    roles: ['caseworker', 'approver', 'policy_officer', 'auditor', 'university'],
  },
  downloadStatistics: {
    method: 'GET',
    path: '/statistics/sheet',
    answers: 'file',
    roles: ['caseworker', 'approver', 'policy_officer', 'auditor', 'university'],
  },
  tryCase: { method: 'POST', path: '/trials', answers: 'json', roles: ['caseworker', 'approver'] },
  withdrawCase: { method: 'POST', path: '/cases/{id}/withdrawal', answers: 'json', roles: ['caseworker', 'approver'] },
  correctFacts: { method: 'POST', path: '/cases/{id}/correction', answers: 'json', roles: ['caseworker', 'approver'] },
  resumeCase: { method: 'POST', path: '/cases/{id}/resumption', answers: 'json', roles: ['caseworker', 'approver'] },
  revealPerson: { method: 'POST', path: '/cases/{id}/reveals', answers: 'json', roles: ['caseworker', 'approver'] },
  holdCase: { method: 'POST', path: '/cases/{id}/hold', answers: 'json', roles: ['approver'] },
  issuePaper: { method: 'POST', path: '/cases/{id}/papers', answers: 'json', roles: ['caseworker', 'approver'] },
  strikeDocument: {
    method: 'POST',
    path: '/cases/{id}/documents/{document}/strike',
    answers: 'json',
    roles: ['caseworker', 'approver'],
  },
  arriveAtDesk: { method: 'POST', path: '/desk', answers: 'json', roles: ['caseworker', 'approver'] },
  takeTask: { method: 'POST', path: '/cases/{id}/take', answers: 'json', roles: ['caseworker', 'approver'] },
  handOverTask: { method: 'POST', path: '/cases/{id}/hand-over', answers: 'json', roles: ['caseworker', 'approver'] },
  writeNote: { method: 'POST', path: '/cases/{id}/notes', answers: 'json', roles: ['caseworker', 'approver'] },
  seeInbox: { method: 'POST', path: '/inbox/seen', answers: 'json', roles: ['caseworker', 'approver'] },
  decideTask: { method: 'POST', path: '/tasks/{id}/decision', answers: 'json', roles: ['caseworker', 'approver'] },
  decideBatch: { method: 'POST', path: '/batches/{id}/decisions', answers: 'json', roles: ['caseworker', 'approver'] },
  allocatePayment: {
    method: 'POST',
    path: '/payments/{voucher}/allocation',
    answers: 'json',
    roles: ['caseworker', 'approver'],
  },
  recordEvent: { method: 'POST', path: '/cases/{id}/events', answers: 'json', roles: ['caseworker', 'approver'] },
  find: {
    method: 'POST',
    path: '/search',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor', 'university'],
  },
  searchPayments: {
    method: 'POST',
    path: '/payments/search',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  recordPayoutResult: { method: 'POST', path: '/payouts/{instruction}/result', answers: 'json', roles: ['treasury'] },
  recordPayoutBounce: { method: 'POST', path: '/payouts/{instruction}/bounce', answers: 'json', roles: ['treasury'] },
  noteRecovery: { method: 'POST', path: '/cases/{id}/recoveries', answers: 'json', roles: ['caseworker', 'approver'] },
  decideRecovery: {
    method: 'POST',
    path: '/cases/{id}/recoveries/{number}/decision',
    answers: 'json',
    roles: ['approver'],
  },
  correctAccount: { method: 'POST', path: '/cases/{id}/account', answers: 'json', roles: ['university'] },
  receiveImport: { method: 'POST', path: '/imports/{kind}', answers: 'json', roles: ['tax', 'caseworker', 'approver'] },
  listImports: { method: 'GET', path: '/imports', answers: 'json', roles: ['tax', 'caseworker', 'approver'] },
  downloadImportTemplate: {
    method: 'GET',
    path: '/imports/{kind}/template',
    answers: 'file',
    roles: ['tax', 'caseworker', 'approver', 'treasury'],
  },
  getImport: {
    method: 'GET',
    path: '/imports/{id}',
    answers: 'json',
    roles: ['tax', 'caseworker', 'approver', 'auditor'],
  },
  listImportRows: {
    method: 'GET',
    path: '/imports/{id}/rows',
    answers: 'json',
    roles: ['tax', 'caseworker', 'approver', 'auditor'],
  },
  downloadFailedImport: {
    method: 'GET',
    path: '/imports/{id}/failed-rows',
    answers: 'file',
    roles: ['tax', 'caseworker', 'approver'],
  },
  downloadBatchTemplate: {
    method: 'GET',
    path: '/batches/template',
    answers: 'file',
    roles: ['university', 'caseworker', 'approver'],
  },
  receiveBatch: { method: 'POST', path: '/batches', answers: 'json', roles: ['university'] },
  listBatches: {
    method: 'GET',
    path: '/batches',
    answers: 'json',
    roles: ['university', 'caseworker', 'approver', 'auditor'],
  },
  applyForStudent: { method: 'POST', path: '/batches/single', answers: 'json', roles: ['university'] },
  getBatch: {
    method: 'GET',
    path: '/batches/{id}',
    answers: 'json',
    roles: ['university', 'caseworker', 'approver', 'auditor'],
  },
  listBatchRows: {
    method: 'GET',
    path: '/batches/{id}/rows',
    answers: 'json',
    roles: ['university', 'caseworker', 'approver', 'auditor'],
  },
  listBatchStudents: {
    method: 'GET',
    path: '/batches/{id}/students',
    answers: 'json',
    roles: ['university', 'caseworker', 'approver', 'auditor'],
  },
  downloadBatchStudents: {
    method: 'GET',
    path: '/batches/{id}/students/file',
    answers: 'file',
    roles: ['university', 'caseworker', 'approver', 'auditor'],
  },
  downloadFailedBatch: { method: 'GET', path: '/batches/{id}/failed-rows', answers: 'file', roles: ['university'] },
  sendBatch: { method: 'POST', path: '/batches/{id}/submission', answers: 'json', roles: ['university'] },
  downloadExchangeFile: {
    method: 'GET',
    path: '/exchange/{kind}',
    answers: 'file',
    roles: ['treasury', 'tax', 'approver'],
  },
  receiveTreasuryResults: { method: 'POST', path: '/imports/treasury-results', answers: 'json', roles: ['treasury'] },
  readPolicyTextFile: { method: 'POST', path: '/policy-texts', answers: 'json', roles: ['policy_officer'] },
  listOutbox: { method: 'GET', path: '/outbox', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  listDeadLetters: {
    method: 'GET',
    path: '/dead-letters',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  retryDeadLetter: {
    method: 'POST',
    path: '/dead-letters/{id}/retry',
    answers: 'json',
    roles: ['caseworker', 'approver'],
  },
  stopMessages: { method: 'POST', path: '/stop-list', answers: 'json', roles: ['caseworker', 'approver'] },
  noteSaidPaid: { method: 'POST', path: '/reminders/said-paid', answers: 'json', roles: ['caseworker', 'approver'] },
  listReminders: { method: 'GET', path: '/reminders', answers: 'json', roles: ['caseworker', 'approver', 'auditor'] },
  listUnplannable: {
    method: 'GET',
    path: '/reminders/unplannable',
    answers: 'json',
    roles: ['policy_officer', 'auditor'],
  },
  getNotice: {
    method: 'GET',
    path: '/cases/{id}/notices/{occasion}',
    answers: 'json',
    roles: ['caseworker', 'approver', 'auditor'],
  },
  printFile: { method: 'GET', path: '/print-files/{region}/{day}', answers: 'file', roles: ['caseworker', 'approver'] },
  listRevived: {
    method: 'GET',
    path: '/policies/{region}/{coverageYear}/revived',
    answers: 'json',
    roles: ['policy_officer', 'caseworker', 'approver', 'auditor'],
  },
  takeAuditPack: { method: 'POST', path: '/cases/{id}/audit-packs', answers: 'file', roles: ['auditor'] },
  getAuditDay: { method: 'GET', path: '/audit/{region}/{day}', answers: 'json', roles: ['auditor'] },
  downloadAuditDay: { method: 'GET', path: '/audit/{region}/{day}/records', answers: 'file', roles: ['auditor'] },
  submitDraft: {
    method: 'POST',
    path: '/policies/{region}/{coverageYear}/drafts',
    answers: 'json',
    roles: ['policy_officer'],
  },
  listDrafts: {
    method: 'GET',
    path: '/policies/{region}/{coverageYear}/drafts',
    answers: 'json',
    roles: ['policy_officer', 'auditor'],
  },
  getDraft: {
    method: 'GET',
    path: '/policies/{region}/{coverageYear}/drafts/{version}',
    answers: 'json',
    roles: ['policy_officer', 'auditor'],
  },
  listImpact: {
    method: 'GET',
    path: '/policies/{region}/{coverageYear}/drafts/{version}/impact',
    answers: 'json',
    roles: ['policy_officer', 'auditor'],
  },
  goOnListing: {
    method: 'POST',
    path: '/policies/{region}/{coverageYear}/drafts/{version}/impact',
    answers: 'json',
    roles: ['policy_officer'],
  },
  approveDraft: {
    method: 'POST',
    path: '/policies/{region}/{coverageYear}/drafts/{version}/approval',
    answers: 'json',
    roles: ['policy_officer'],
  },
  publishDraft: {
    method: 'POST',
    path: '/policies/{region}/{coverageYear}/drafts/{version}/publication',
    answers: 'json',
    roles: ['policy_officer'],
  },
  withdrawDraft: {
    method: 'POST',
    path: '/policies/{region}/{coverageYear}/drafts/{version}/withdrawal',
    answers: 'json',
    roles: ['policy_officer'],
  },
  keepPolicyWork: {
    method: 'POST',
    path: '/policies/{region}/{coverageYear}/work',
    answers: 'json',
    roles: ['policy_officer'],
  },
  getPolicyWork: {
    method: 'GET',
    path: '/policies/{region}/{coverageYear}/work',
    answers: 'json',
    roles: ['policy_officer'],
  },
  startUploads: {
    method: 'POST',
    path: '/cases/{id}/documents/uploads',
    answers: 'json',
    roles: ['caseworker', 'approver'],
  },
  showDocument: {
    method: 'POST',
    path: '/cases/{id}/documents/{document}/address',
    answers: 'json',
    roles: ['caseworker', 'approver'],
  },
} as const;

/** Rules that the API keeps; a page asks nothing that would be refused. */
export const RULES = {
  correctable: {
    'late-payment': [
      'channel',
      'birthDate',
      'student',
      'newborn',
      'tier',
      'months',
      'identities',
      'history',
      'exit',
      'events',
      'schooling',
      'localSchool',
      'household',
      'sex',
      'parents',
      'parentsHousehold',
      'forYears',
      'facts',
      'repairYears',
    ],
    refund: ['eventOn', 'departure', 'identities', 'lodgedAt', 'applicant', 'keep', 'stated'],
    newborn: [],
  },
  neverConfirmed: ['newborn.remindDaysBefore'],
  limits: {
    fileBytes: 4500000,
    fileRows: 100000,
    batchRows: 20000,
    casesDecidedAtOnce: 100,
    entriesOfPage: 100,
    entriesOfDeskPage: 50,
    daysForDocuments: 90,
    charactersOfOpinion: 1000,
    charactersOfReason: 200,
    charactersOfNote: 500,
    documentBytes: 20971520,
    documentsOfCase: 100,
    fewestCharactersOfDifference: 5,
  },
  importers: {
    payments: ['tax'],
    enrolments: ['caseworker', 'approver'],
    'aid-lists': ['caseworker', 'approver'],
    deaths: ['caseworker', 'approver'],
  },
  exchangeReaders: { 'treasury-instructions': ['treasury', 'approver'], 'tax-notifications': ['tax', 'approver'] },
  ends: [
    'insured',
    'refused',
    'rejected',
    'unpaid',
    'documents_missing',
    'payment_refused',
    'withdrawn',
    'refunded',
    'redirected',
    'payout_failed',
    'late_payment_opened',
    'missed',
    'died',
    'moved_away',
    'parked',
  ],
} as const;
