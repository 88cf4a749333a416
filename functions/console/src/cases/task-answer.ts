/** What one types into a task, and the decision that the API takes for it. */

import { typedAmount } from '../words/yuan.ts';

export interface TaskAnswer {
  action: string;
  confirm: readonly string[];
  acknowledge: readonly string[];
  /** By field. */
  values: Readonly<Record<string, { value: string; document: string }>>;
  /** By path. */
  facts: Readonly<Record<string, string>>;
  /** What goes back of each payment, by voucher, where a person states it. */
  stated: Readonly<Record<string, { amount: string; document: string }>>;
  /** One a line. */
  documents: string;
  until: string;
  benefitFrom: string;
  /** Of a newborn's payment that does not say it: years with 、 between. */
  forYears: string;
  account: Readonly<Record<string, string>>;
  opinion: string;
}

export const EMPTY_ANSWER: TaskAnswer = {
  action: '',
  confirm: [],
  acknowledge: [],
  values: {},
  facts: {},
  stated: {},
  documents: '',
  until: '',
  benefitFrom: '',
  forYears: '',
  account: { kind: 'card' },
  opinion: '',
};

/** @param shown which figures the task showed */
export function bodyOf(answer: TaskAnswer, shown: string | null): Record<string, unknown> {
  const { action } = answer;
  const agrees = action === 'approve' || action === 'accept_payment';
  const opinion = answer.opinion.trim();
  return { action, ...partsOf(answer), ...(agrees && shown !== null && { shown }), ...(opinion !== '' && { opinion }) };
}

function partsOf(answer: TaskAnswer): Record<string, unknown> {
  const { action, confirm, acknowledge } = answer;
  switch (action) {
    case 'approve':
      return { confirm, acknowledge };
    case 'supply': {
      const stated = statedOf(answer.stated);
      const facts = { ...factsOf(answer.facts), ...(stated.length > 0 && { stated }) };
      return { confirm, acknowledge, values: valuesOf(answer), ...(Object.keys(facts).length > 0 && { facts }) };
    }
    case 'return': {
      const documents = answer.documents
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return {
        ...(documents.length > 0 && { documents }),
        ...(answer.until !== '' && { until: answer.until }),
      };
    }
    case 'accept_payment':
      return {
        ...(answer.benefitFrom !== '' && { benefitFrom: answer.benefitFrom }),
        ...(answer.forYears !== '' && { forYears: answer.forYears.split('、').map(Number) }),
      };
    case 'correct_account':
      return { account: answer.account };
    default:
      return {};
  }
}

const valuesOf = ({ values }: TaskAnswer) =>
  Object.entries(values)
    .filter(([, { value }]) => value.trim() !== '')
    .map(([field, { value, document }]) => ({ field, value: typedValue(value.trim()), document }));

const statedOf = (stated: TaskAnswer['stated']) =>
  Object.entries(stated)
    .filter(([, { amount }]) => amount.trim() !== '')
    .map(([key, { amount, document }]) => {
      const [paymentId, year] = key.split('\n');
      return { paymentId, coverageYear: Number(year), amount: typedAmount(amount), document };
    });

/** Flags and whole numbers as such; money stays the decimal text that the tables have. */
function typedValue(text: string): string | number | boolean {
  if (text === 'true' || text === '是') return true;
  if (text === 'false' || text === '否') return false;
  return /^\d{1,3}$/.test(text) ? Number(text) : text;
}

/** `history.insuredYears` → `{ history: { insuredYears } }`. */
function factsOf(facts: TaskAnswer['facts']): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [path, text] of Object.entries(facts)) {
    if (text.trim() === '') continue;
    const [first = '', second] = path.split('.');
    const value = /Years$/.test(path) ? text.split(/[\s,,、]+/).map(Number) : typedValue(text.trim());
    const before = result[first];
    result[first] = second === undefined ? value : { ...(typeof before === 'object' && before), [second]: value };
  }
  return result;
}
