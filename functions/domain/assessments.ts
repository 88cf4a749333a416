/**
 * The one contract behind its three doors: the pure functions, `POST /assessments/{kind}` and `npm run assess`.
 * A request that does not parse gets an error that names each field; unknown fields are refused.
 */
import { z } from 'zod';
import { type LocalDate, yearOf } from './calendar.ts';
import type { Decision } from './decision.ts';
import { assessLatePayment } from './late-payment/assess.ts';
import type { LatePaymentAssessment } from './late-payment/assessment.ts';
import { latePaymentRequestSchema } from './late-payment/request.ts';
import { assessNewborn } from './newborn/assess.ts';
import type { NewbornAssessment } from './newborn/assessment.ts';
import { newbornTable, tableOfPayment } from './newborn/choose-table.ts';
import { newbornRequestSchema } from './newborn/request.ts';
import { type Implausible, implausibleOn, implausibleRefund } from './plausible.ts';
import { versionInForce } from './policy/version-in-force.ts';
import type { PolicyVersion } from './policy.ts';
import { assessRefund } from './refund/assess.ts';
import type { RefundAssessment } from './refund/assessment.ts';
import { refundRequestSchema } from './refund/request.ts';
import { assessReminder } from './reminder/assess.ts';
import { reminderRequestSchema } from './reminder/request.ts';
import { shownOf } from './shown.ts';
import { undeclaredIn } from './undeclared.ts';
import type { TableOfYear } from './ways/person.ts';

export interface AssessmentError {
  error: { code: string; message: string; issues: { path: string; message: string }[] };
}

/** All versions of a region's table for a coverage year; empty if there is none. */
export type FindVersions = (
  region: string,
  coverageYear: number,
) => readonly PolicyVersion[] | Promise<readonly PolicyVersion[]>;

type Assess = (request: unknown, find: FindVersions) => Promise<Decision | AssessmentError>;

/** The kinds of assessment; a new one is a line here. */
export const ASSESSMENTS = {
  'late-payment': async (input: unknown, find: FindVersions): Promise<LatePaymentAssessment | AssessmentError> => {
    const request = latePaymentRequestSchema.parse(input);
    expectPlausible(implausibleOn(request.paidOn, request));
    const versions = await find(request.region, request.coverageYear);
    const policy = versionInForce(versions, request.paidOn);
    if (!policy) return noPolicy(request.region, request.coverageYear);
    expectPlausible(undeclaredIn(request, policy));
    return assessLatePayment(request, policy, await tablesBeside(policy, request.paidOn, find));
  },
  refund: async (input: unknown, find: FindVersions): Promise<RefundAssessment | AssessmentError> => {
    const request = refundRequestSchema.parse(input);
    expectPlausible(implausibleRefund(request));
    const versions = await find(request.region, request.coverageYear);
    const policy = versionInForce(versions, request.appliedOn);
    if (!policy) return noPolicy(request.region, request.coverageYear);
    expectPlausible(undeclaredIn(request, policy));
    return assessRefund(request, policy);
  },
  newborn: async (input: unknown, find: FindVersions): Promise<NewbornAssessment | AssessmentError> => {
    const request = newbornRequestSchema.parse(input);
    expectPlausible(implausibleOn(request.asOf, request));
    const { region, bornOn, asOf, paidOn, forYears } = request;
    const birthYear = yearOf(bornOn);
    const published = { ofBirthYear: await find(region, birthYear), ofNextYear: await find(region, birthYear + 1) };
    const policy =
      paidOn === undefined
        ? newbornTable(published, bornOn, asOf)
        : tableOfPayment(published, { bornOn, paidOn, forYears });
    if (!policy) return noPolicy(region, birthYear + 1);
    expectPlausible(undeclaredIn(request, policy));
    return assessNewborn(request, policy, await tablesBeside(policy, paidOn ?? asOf, find));
  },
  reminder: async (input: unknown, find: FindVersions): Promise<Decision | AssessmentError> => {
    const request = reminderRequestSchema.parse(input);
    expectPlausible(implausibleOn(request.asOf, request));
    const versions = await find(request.region, request.coverageYear);
    const policy = versionInForce(versions, request.asOf);
    if (!policy) return noPolicy(request.region, request.coverageYear);
    expectPlausible(undeclaredIn(request, policy));
    return assessReminder(request, policy);
  },
} satisfies Record<string, Assess>;

const BY_NAME: Readonly<Record<string, Assess>> = ASSESSMENTS;

/** The tables of the years before and after, where a way of this one buys several years. */
async function tablesBeside(
  { table: { region, coverageYear, rules } }: PolicyVersion,
  on: LocalDate,
  find: FindVersions,
): Promise<TableOfYear | undefined> {
  if (!rules.ways.some(({ years }) => years !== null)) return undefined;
  const beside = [coverageYear - 1, coverageYear + 1];
  const found = await Promise.all(beside.map(async (year) => versionInForce(await find(region, year), on)));
  return (year) => found.find((one) => one?.table.coverageYear === year && one.table.inForceFrom <= on) ?? undefined;
}

/** @throws z.ZodError with each field, as a request that doesn't parse */
function expectPlausible(issues: readonly Implausible[]): void {
  if (issues.length === 0) return;
  throw new z.ZodError(
    issues.map(({ path, message }) => ({ code: 'custom', path: path.split('.'), message, input: undefined })),
  );
}

/** An assessment as it is answered: with the digest of its figures, by which somebody agrees to it. */
export async function answerAssessment(
  kind: string,
  request: unknown,
  find: FindVersions,
): Promise<object | AssessmentError> {
  const answer = await assessmentOf(kind, request, find);
  return isAssessmentError(answer) ? answer : { ...answer, shown: shownOf(answer) };
}

export async function assessmentOf(
  kind: string,
  request: unknown,
  find: FindVersions,
): Promise<Decision | AssessmentError> {
  const assess = Object.hasOwn(BY_NAME, kind) ? BY_NAME[kind] : undefined;
  if (!assess) {
    const kinds = Object.keys(ASSESSMENTS).join('、');
    return refuse('unknown_kind', `没有“${kind}”这种测算`, [{ path: 'kind', message: `应为 ${kinds}` }]);
  }
  return await refusingWhatDoesNotParse(() => assess(request, find));
}

/** A request that does not parse is an answer that names each field. */
export async function refusingWhatDoesNotParse<Answer>(
  assess: () => Promise<Answer>,
): Promise<Answer | AssessmentError> {
  try {
    return await assess();
  } catch (cause) {
    if (cause instanceof z.ZodError) return refuse('invalid_request', '请求内容有误,请按提示修改', issuesOf(cause));
    throw cause;
  }
}

export const isAssessmentError = (answer: object): answer is AssessmentError => 'error' in answer;

function noPolicy(region: string, coverageYear: number): AssessmentError {
  const message = `没有 ${region} 地区 ${coverageYear} 参保年度的政策表`;
  return refuse('policy_not_found', message, [{ path: 'region', message: '应为已发布政策表的地区和年度' }]);
}

const refuse = (code: string, message: string, issues: { path: string; message: string }[]): AssessmentError => ({
  error: { code, message, issues },
});

/** zod's issues with the field's path and a sentence in Chinese. */
export function issuesOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: '不认识的字段,请删除' }));
    }
    return [{ path: issue.path.join('.'), message: sayIssue(issue) }];
  });
}

const TYPE_NAMES: Record<string, string> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
  record: '对象',
};

/** One issue of zod's as a sentence in Chinese. */
export function sayIssue(issue: z.core.$ZodIssue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      // zod keeps no input with an issue; its own message tells whether there was any.
      return issue.message.endsWith('received undefined')
        ? '必填'
        : `应为${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `应为下列之一:${issue.values.map(String).join('、')}`;
    case 'too_small':
      return `太小或太少,至少为 ${issue.minimum}`;
    case 'too_big':
      return `太大或太多,至多为 ${issue.maximum}`;
    default:
      return '格式不对';
  }
}
