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
    kind: 'late-payment' | 'refund';
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
      | 'payout_failed';
    /** ISO instant */
    openedAt: string;
    /** Masked */
    person: { idNumber: string; name: string; phone?: string };
    payable: string | null;
    due: string | null;
  }>;
  cursor: string | null;
};

export type GetCaseAnswer = {
  caseId: string;
  kind: 'late-payment' | 'refund';
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
    | 'payout_failed';
  /** ISO instant */
  openedAt: string;
  /** Masked */
  person: { idNumber: string; name: string; phone?: string };
  payable: string | null;
  due: string | null;
  openedBy: string;
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
    student?: boolean;
    newborn?: boolean;
    tier?: 'low' | 'high';
    months?: number;
    identities?: Array<{
      category:
        | 'extreme_poverty'
        | 'subsistence_allowance'
        | 'returned_to_poverty'
        | 'monitored'
        | 'severely_disabled'
        | 'disabled'
        | 'disabled_unable_to_work'
        | 'low_income_family'
        | 'restructured_enterprise'
        | 'entitled_veteran';
      identifiedOn?: string;
      grade?: number;
      certificateIssuedOn?: string;
      assessedOn?: string;
    }>;
    history?: { insuredYears?: Array<number>; lapsedYears?: Array<number>; firstEnrolment?: boolean };
    exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
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
      confirm: Array<{ field: string; label: string; value: Json; clause: string; document: string; quote: string }>;
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
            | 'window_closed'
            | 'channel_closed'
            | 'late'
            | 'exit_transition'
            | 'closed'
            | 'year_round'
          )
        | null;
      nextOpenOn: string | null;
      identity:
        | (
            | 'extreme_poverty'
            | 'subsistence_allowance'
            | 'returned_to_poverty'
            | 'monitored'
            | 'severely_disabled'
            | 'disabled'
            | 'disabled_unable_to_work'
            | 'low_income_family'
            | 'restructured_enterprise'
            | 'entitled_veteran'
          )
        | null;
      amounts: {
        individual: string | null;
        subsidy: string | null;
        repair: string | null;
        aid: string | null;
        payable: string | null;
      };
      payers: { aid?: string; subsidy?: string };
      waiting: {
        months: number | null;
        atLeast: boolean;
        fixed: number | null;
        variable: number | null;
        repaired: number | null;
      };
      benefit: { start: string | null; end: string | null; retroactive: boolean };
      paymentMode: ('ordinary' | 'special' | 'by_agency' | 'none') | null;
      alternatives: Array<{
        reading: string;
        description: string;
        amounts: {
          individual: string | null;
          subsidy: string | null;
          repair: string | null;
          aid: string | null;
          payable: string | null;
        };
        waiting: {
          months: number | null;
          atLeast: boolean;
          fixed: number | null;
          variable: number | null;
          repaired: number | null;
        };
        benefit: { start: string | null; end: string | null; retroactive: boolean };
      }>;
    };
    outcome: 'pay' | 'nothing_to_pay' | 'cannot_be_paid';
    payBy: string | null;
    remindOn: string | null;
  } | null;
  settlement: {
    supplied: Array<{ field: string; value: unknown; document: string }>;
    confirmed: Array<string>;
    acknowledged: Array<string>;
  };
  task: {
    taskId: string;
    kind: 'decision' | 'payment_question' | 'documents' | 'first_review' | 'second_review' | 'account' | 'parked';
    since: string;
    due: string;
    actions: Array<string>;
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
      | 'payout';
    since: string;
    due: string;
  } | null;
  requested: { documents: Array<string>; until: string } | null;
  payment: { voucher: string; amount: string; collectedOn: string; channel?: string; accepted?: boolean } | null;
  ending: { reason: string; message: string } | null;
  history: Array<{
    seq: number;
    at: string;
    by: string;
    role?: string;
    event: string;
    detail: Record<string, unknown>;
    previous: string;
    hash: string;
  }>;
  notices: Array<{ caseId: string; occasion: string; title: string; body: Array<string>; at: string }>;
};

export type ListTasksAnswer = {
  tasks: Array<{
    taskId: string;
    kind: 'decision' | 'payment_question' | 'documents' | 'first_review' | 'second_review' | 'account' | 'parked';
    since: string;
    due: string;
    actions: Array<string>;
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
      kind: 'late-payment' | 'refund';
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
        | 'payout_failed';
      /** ISO instant */
      openedAt: string;
      /** Masked */
      person: { idNumber: string; name: string; phone?: string };
      payable: string | null;
      due: string | null;
    };
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
  /** As workflows/policies/schema.json describes it */
  table: Record<string, unknown>;
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
      student?: boolean;
      newborn?: boolean;
      tier?: 'low' | 'high';
      months?: number;
      identities?: Array<{
        category:
          | 'extreme_poverty'
          | 'subsistence_allowance'
          | 'returned_to_poverty'
          | 'monitored'
          | 'severely_disabled'
          | 'disabled'
          | 'disabled_unable_to_work'
          | 'low_income_family'
          | 'restructured_enterprise'
          | 'entitled_veteran';
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
      }>;
      history?: { insuredYears?: Array<number>; lapsedYears?: Array<number>; firstEnrolment?: boolean };
      exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
      repairYears?: number;
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
        category:
          | 'extreme_poverty'
          | 'subsistence_allowance'
          | 'returned_to_poverty'
          | 'monitored'
          | 'severely_disabled'
          | 'disabled'
          | 'disabled_unable_to_work'
          | 'low_income_family'
          | 'restructured_enterprise'
          | 'entitled_veteran';
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
      }>;
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
    }
  | {
      region: string;
      bornOn: string;
      asOf: string;
      registeredOn?: string;
      paidOn?: string;
      identities?: Array<{
        category:
          | 'extreme_poverty'
          | 'subsistence_allowance'
          | 'returned_to_poverty'
          | 'monitored'
          | 'severely_disabled'
          | 'disabled'
          | 'disabled_unable_to_work'
          | 'low_income_family'
          | 'restructured_enterprise'
          | 'entitled_veteran';
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
      }>;
    }
  | {
      region: string;
      coverageYear: number;
      asOf: string;
      identities?: Array<{
        category:
          | 'extreme_poverty'
          | 'subsistence_allowance'
          | 'returned_to_poverty'
          | 'monitored'
          | 'severely_disabled'
          | 'disabled'
          | 'disabled_unable_to_work'
          | 'low_income_family'
          | 'restructured_enterprise'
          | 'entitled_veteran';
        identifiedOn?: string;
        grade?: number;
        certificateIssuedOn?: string;
        assessedOn?: string;
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
    };

export type OpenCaseAnswer = {
  caseId: string;
  kind: 'late-payment' | 'refund';
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
    | 'payout_failed';
  /** ISO instant */
  openedAt: string;
  /** Masked */
  person: { idNumber: string; name: string; phone?: string };
  payable: string | null;
  due: string | null;
  openedBy: string;
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
    student?: boolean;
    newborn?: boolean;
    tier?: 'low' | 'high';
    months?: number;
    identities?: Array<{
      category:
        | 'extreme_poverty'
        | 'subsistence_allowance'
        | 'returned_to_poverty'
        | 'monitored'
        | 'severely_disabled'
        | 'disabled'
        | 'disabled_unable_to_work'
        | 'low_income_family'
        | 'restructured_enterprise'
        | 'entitled_veteran';
      identifiedOn?: string;
      grade?: number;
      certificateIssuedOn?: string;
      assessedOn?: string;
    }>;
    history?: { insuredYears?: Array<number>; lapsedYears?: Array<number>; firstEnrolment?: boolean };
    exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
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
      confirm: Array<{ field: string; label: string; value: Json; clause: string; document: string; quote: string }>;
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
            | 'window_closed'
            | 'channel_closed'
            | 'late'
            | 'exit_transition'
            | 'closed'
            | 'year_round'
          )
        | null;
      nextOpenOn: string | null;
      identity:
        | (
            | 'extreme_poverty'
            | 'subsistence_allowance'
            | 'returned_to_poverty'
            | 'monitored'
            | 'severely_disabled'
            | 'disabled'
            | 'disabled_unable_to_work'
            | 'low_income_family'
            | 'restructured_enterprise'
            | 'entitled_veteran'
          )
        | null;
      amounts: {
        individual: string | null;
        subsidy: string | null;
        repair: string | null;
        aid: string | null;
        payable: string | null;
      };
      payers: { aid?: string; subsidy?: string };
      waiting: {
        months: number | null;
        atLeast: boolean;
        fixed: number | null;
        variable: number | null;
        repaired: number | null;
      };
      benefit: { start: string | null; end: string | null; retroactive: boolean };
      paymentMode: ('ordinary' | 'special' | 'by_agency' | 'none') | null;
      alternatives: Array<{
        reading: string;
        description: string;
        amounts: {
          individual: string | null;
          subsidy: string | null;
          repair: string | null;
          aid: string | null;
          payable: string | null;
        };
        waiting: {
          months: number | null;
          atLeast: boolean;
          fixed: number | null;
          variable: number | null;
          repaired: number | null;
        };
        benefit: { start: string | null; end: string | null; retroactive: boolean };
      }>;
    };
    outcome: 'pay' | 'nothing_to_pay' | 'cannot_be_paid';
    payBy: string | null;
    remindOn: string | null;
  } | null;
  settlement: {
    supplied: Array<{ field: string; value: unknown; document: string }>;
    confirmed: Array<string>;
    acknowledged: Array<string>;
  };
  task: {
    taskId: string;
    kind: 'decision' | 'payment_question' | 'documents' | 'first_review' | 'second_review' | 'account' | 'parked';
    since: string;
    due: string;
    actions: Array<string>;
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
      | 'payout';
    since: string;
    due: string;
  } | null;
  requested: { documents: Array<string>; until: string } | null;
  payment: { voucher: string; amount: string; collectedOn: string; channel?: string; accepted?: boolean } | null;
  ending: { reason: string; message: string } | null;
  history: Array<{
    seq: number;
    at: string;
    by: string;
    role?: string;
    event: string;
    detail: Record<string, unknown>;
    previous: string;
    hash: string;
  }>;
};

export type OpenCaseRequest = {
  kind?: 'late-payment';
  person: { idNumber: string; name: string; phone?: string };
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
    student?: boolean;
    newborn?: boolean;
    tier?: 'low' | 'high';
    months?: number;
    identities?: Array<{
      category:
        | 'extreme_poverty'
        | 'subsistence_allowance'
        | 'returned_to_poverty'
        | 'monitored'
        | 'severely_disabled'
        | 'disabled'
        | 'disabled_unable_to_work'
        | 'low_income_family'
        | 'restructured_enterprise'
        | 'entitled_veteran';
      identifiedOn?: string;
      grade?: number;
      certificateIssuedOn?: string;
      assessedOn?: string;
    }>;
    history?: { insuredYears?: Array<number>; lapsedYears?: Array<number>; firstEnrolment?: boolean };
    exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
    repairYears?: number;
  };
};

export type WithdrawCaseRequest = { reason: string };

export type DecideTaskRequest =
  | { action: 'approve'; confirm?: Array<string>; acknowledge?: Array<string>; opinion?: string }
  | {
      action: 'supply';
      values?: Array<{ field: string; value: string | number | boolean; document: string }>;
      facts?: {
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
        student?: boolean;
        newborn?: boolean;
        tier?: 'low' | 'high';
        months?: number;
        identities?: Array<{
          category:
            | 'extreme_poverty'
            | 'subsistence_allowance'
            | 'returned_to_poverty'
            | 'monitored'
            | 'severely_disabled'
            | 'disabled'
            | 'disabled_unable_to_work'
            | 'low_income_family'
            | 'restructured_enterprise'
            | 'entitled_veteran';
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
        }>;
        history?: { insuredYears?: Array<number>; lapsedYears?: Array<number>; firstEnrolment?: boolean };
        exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
        repairYears?: number;
      };
      confirm?: Array<string>;
      acknowledge?: Array<string>;
      opinion: string;
    }
  | { action: 'reject'; opinion: string }
  | { action: 'return'; documents: Array<string>; until: string; opinion: string }
  | {
      action: 'documents_received';
      facts?: {
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
        student?: boolean;
        newborn?: boolean;
        tier?: 'low' | 'high';
        months?: number;
        identities?: Array<{
          category:
            | 'extreme_poverty'
            | 'subsistence_allowance'
            | 'returned_to_poverty'
            | 'monitored'
            | 'severely_disabled'
            | 'disabled'
            | 'disabled_unable_to_work'
            | 'low_income_family'
            | 'restructured_enterprise'
            | 'entitled_veteran';
          identifiedOn?: string;
          grade?: number;
          certificateIssuedOn?: string;
          assessedOn?: string;
        }>;
        history?: { insuredYears?: Array<number>; lapsedYears?: Array<number>; firstEnrolment?: boolean };
        exit?: { scheme: 'employee' | 'military' | 'military_spouse' | 'prison' | 'other'; on: string };
        repairYears?: number;
      };
      opinion: string;
    }
  | { action: 'accept_payment'; opinion: string }
  | { action: 'refuse_payment'; opinion: string };

export type RecordPaymentAnswer = {
  voucherNumber: string;
  caseId: string;
  region: string;
  coverageYear: number;
  amount: string;
  collectedOn: string;
  recordedAt: string;
};

export type RecordPaymentRequest = {
  voucherNumber: string;
  idNumber: string;
  region: string;
  coverageYear: number;
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

export type ReceiveImportAnswer = { importId: string; fileId: string; rows: number; state: string };

export type GetImportAnswer = {
  importId: string;
  kind: 'payments' | 'enrolments' | 'aid-lists' | 'treasury-results' | 'departures';
  openedAt: string;
  openedBy: string;
  state: 'empty' | 'running' | 'done';
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
    fileId: string;
  }>;
  cursor: string | null;
};

export interface Operations {
  /** The cases of the caller's regions, newest first. */
  listCases: {
    path: undefined;
    query: {
      kind?: 'late-payment' | 'refund';
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
        | 'payout_failed';
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
  /** A case: facts, decision with its clauses, open task, history, notices. */
  getCase: { path: { id: string }; query: undefined; headers: undefined; body: undefined; answer: GetCaseAnswer };
  /** The open tasks of the caller's regions, least time left first. */
  listTasks: {
    path: undefined;
    query: { region?: string; cursor?: string; limit?: string };
    headers: undefined;
    body: undefined;
    answer: ListTasksAnswer;
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
  /** The amounts put out for collection in a region on a day, for the tax office. */
  listCollections: {
    path: undefined;
    query: { region: string; day: string };
    headers: undefined;
    body: undefined;
    answer: ListCollectionsAnswer;
  };
  /** What a case would decide, stored nowhere. Kinds: late-payment, refund, newborn, reminder. */
  assess: { path: { kind: string }; query: undefined; headers: undefined; body: AssessRequest; answer: AssessAnswer };
  /** Withdraws a case wherever it waits. */
  withdrawCase: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: WithdrawCaseRequest;
    answer: OpenCaseAnswer;
  };
  /** Decides an open task. Which actions fit is said by the task. */
  decideTask: {
    path: { id: string };
    query: undefined;
    headers: undefined;
    body: DecideTaskRequest;
    answer: OpenCaseAnswer;
  };
  /** Confirms a payment that was collected. The same voucher with the same content is recorded once. */
  recordPayment: {
    path: undefined;
    query: undefined;
    headers: undefined;
    body: RecordPaymentRequest;
    answer: RecordPaymentAnswer;
  };
  /** Takes a CSV or XLSX file of 4.5 MB at most; more files with the same Import-Id belong to one import. The same file again is no second import. */
  receiveImport: {
    path: { kind: 'payments' | 'enrolments' | 'aid-lists' };
    query: undefined;
    headers: undefined;
    body: Blob;
    answer: ReceiveImportAnswer;
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
    query: { format?: 'csv' | 'xlsx' };
    headers: undefined;
    body: undefined;
    answer: Blob;
  };
}

export const OPERATIONS = {
  listCases: { method: 'GET', path: '/cases', answers: 'json' },
  openCase: { method: 'POST', path: '/cases', answers: 'json' },
  getCase: { method: 'GET', path: '/cases/{id}', answers: 'json' },
  listTasks: { method: 'GET', path: '/tasks', answers: 'json' },
  listPolicies: { method: 'GET', path: '/policies', answers: 'json' },
  getPolicy: { method: 'GET', path: '/policies/{region}/{coverageYear}', answers: 'json' },
  listCollections: { method: 'GET', path: '/collections', answers: 'json' },
  assess: { method: 'POST', path: '/assessments/{kind}', answers: 'json' },
  withdrawCase: { method: 'POST', path: '/cases/{id}/withdrawal', answers: 'json' },
  decideTask: { method: 'POST', path: '/tasks/{id}/decision', answers: 'json' },
  recordPayment: { method: 'POST', path: '/payments', answers: 'json' },
  receiveImport: { method: 'POST', path: '/imports/{kind}', answers: 'json' },
  getImport: { method: 'GET', path: '/imports/{id}', answers: 'json' },
  listImportRows: { method: 'GET', path: '/imports/{id}/rows', answers: 'json' },
  downloadFailedImport: { method: 'GET', path: '/imports/{id}/failed-rows', answers: 'file' },
} as const;
