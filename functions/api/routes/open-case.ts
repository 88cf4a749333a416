import { z } from 'zod';
import { latePaymentFactsSchema } from '../../domain/late-payment/request.ts';
import { birthDateOf, idNumberSchema } from '../../domain/person/id-card.ts';
import { maskPerson } from '../../domain/person/masking.ts';
import { NOTHING_SETTLED } from '../../domain/settlement.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { Case } from '../../store/case.ts';
import { caseRecordSchema, showCase } from '../case-view.ts';
import { claimYear } from '../claim-year.ts';
import { deliverOrLeave } from '../deliver-pending.ts';
import { caseIdOf, digestContent, digestKey } from '../idempotency-keys.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../route.ts';
import type { WriteServices } from '../services.ts';

const HISTORY_NEEDED =
  '请填写参保史:insuredYears(已参保年度)、lapsedYears(断保年度)或 firstEnrolment(首次参保),至少一项';

const openingSchema = z.strictObject({
  kind: z.literal('late-payment', '目前只受理 late-payment(逾期参保缴费)').default('late-payment'),
  person: z.strictObject({
    idNumber: idNumberSchema,
    name: z
      .string('请填写姓名')
      .trim()
      .regex(/^[\p{L}\p{M}·.' -]{2,50}$/u, '姓名应为 2 至 50 个字'),
    phone: z
      .string('手机号码应为文字')
      .regex(/^1[3-9]\d{9}$/, '手机号码应为 11 位数字')
      .optional(),
  }),
  /** The facts of the assessment, without the day of payment. */
  facts: latePaymentFactsSchema.refine(
    ({ history }) =>
      history?.insuredYears !== undefined ||
      history?.lapsedYears !== undefined ||
      history?.firstEnrolment !== undefined,
    { path: ['history'], message: HISTORY_NEEDED },
  ),
});
type Opening = z.output<typeof openingSchema>;

export const openCase = defineRoute({
  method: 'POST',
  creates: true,
  path: '/cases',
  operation: 'openCase',
  summary: 'Opens a case. The same Idempotency-Key and body give the same case again.',
  roles: ['caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: openingSchema,
  headers: { 'Idempotency-Key': 'A text of 8 to 200 characters, new for every case' },
  answer: caseRecordSchema,
  problems: [
    'idempotency_key_required',
    'region_not_allowed',
    'policy_not_found',
    'idempotency_key_reused',
    'case_already_open',
    'already_insured',
  ],
  async handle({ body, headers, caller, at }, services: WriteServices) {
    const key = readKey(headers['idempotency-key']);
    const { person, facts } = await readOpening(body, caller, services);
    const keyDigest = digestKey(caller.sub, key);
    const caseId = caseIdOf(facts.region, facts.coverageYear, keyDigest);
    const { ref, sealed } = await services.identity.seal(person);
    const used = { caseId, requestDigest: digestContent({ ...body, person: { ...person, idNumber: ref }, facts }) };

    const earlier = await services.keys.find(keyDigest.toString('hex'));
    if (earlier && earlier.requestDigest !== used.requestDigest) throw keyReused();
    const existing = earlier && (await services.cases.get(caseId));
    if (existing) return answer(200, existing, services);

    await claimYear({ personRef: ref, coverageYear: facts.coverageYear, caseId, at }, services);
    if (!(await services.keys.claim(keyDigest.toString('hex'), used, at))) {
      await services.ledger.releaseEnrolment(ref, facts.coverageYear, caseId);
      throw keyReused();
    }
    const { stored, case: opened } = await services.cases.put(
      {
        caseId,
        kind: 'late-payment',
        region: facts.region,
        coverageYear: facts.coverageYear,
        openedAt: at,
        openedBy: caller.sub,
        requestDigest: used.requestDigest,
        keyDigest: keyDigest.toString('hex'),
        person: { ref, masked: maskPerson(person), sealed },
        facts,
        state: 'assessing',
        settlement: NOTHING_SETTLED,
        pending: { kind: 'start' },
      },
      { at, by: caller.sub, role: caller.role, event: 'case_opened', detail: { kind: 'late-payment' } },
    );
    return answer(stored ? 201 : 200, opened, services);
  },
});

async function answer(status: 200 | 201, opened: Case, services: WriteServices) {
  await deliverOrLeave(opened, services);
  return { status, caseId: opened.caseId, body: showCase(opened) };
}

function readKey(key: string | undefined): string {
  if (key !== undefined && /^[\x21-\x7e]{8,200}$/.test(key)) return key;
  throw new ProblemError(
    'idempotency_key_required',
    '请求头需要 Idempotency-Key:8 至 200 个可见的 ASCII 字符,每个新案件用一个新的值,重试时用同一个值。',
  );
}

/** What only the system can check: the caller's regions, the policy tables, the birth date in the id number. */
async function readOpening({ person, facts }: Opening, caller: Caller, { policies }: WriteServices) {
  const { region, coverageYear } = facts;
  if ((await policies.versions(region, coverageYear)).length === 0) {
    throw new ProblemError(
      'policy_not_found',
      `没有统筹区 ${region} 在 ${coverageYear} 年度的政策表,请核对区划代码和参保年度。`,
      {
        issues: [{ path: 'facts.region', message: '没有这个统筹区和年度的政策表' }],
      },
    );
  }
  if (!worksFor(caller, region)) {
    throw new ProblemError(
      'region_not_allowed',
      `您不负责统筹区 ${region},只能受理 ${caller.regions.join('、')} 的案件。`,
    );
  }
  const birthDate = birthDateOf(person.idNumber);
  if (facts.birthDate !== undefined && facts.birthDate !== birthDate) {
    throw invalidRequest([{ path: 'facts.birthDate', message: '出生日期与身份证号码不一致,请核对,或不填出生日期' }]);
  }
  return { person, facts: { ...facts, birthDate } };
}

const keyReused = (): ProblemError =>
  new ProblemError(
    'idempotency_key_reused',
    '这个 Idempotency-Key 已用于另一份内容。新案件请用新的值,重试请用原来的内容。',
  );
