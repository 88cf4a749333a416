import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { idNumber } from '../api/people.ts';
import type { Answer, RunningMachine } from './running-machine.ts';

/** What opens the case of one of very many ordinary residents of Xiaoyi, insured until last year but for 2026. */
export function openingOf(number: number) {
  const born = new Date(Date.UTC(1950, 0, 1 + Math.floor(number / 999))).toISOString().slice(0, 10).replaceAll('-', '');
  return {
    person: { idNumber: idNumber(1 + (number % 999), born), name: '试一人' },
    facts: { region: '141181', coverageYear: 2026, history: { insuredYears: [2024, 2025] } },
  };
}

const caseSchema = z.object({
  caseId: z.string(),
  state: z.string(),
  decision: z.object({ assessment: z.object({ amounts: z.object({ payable: z.string().nullable() }) }) }).nullable(),
  task: z
    .object({
      taskId: z.string(),
      reviews: z.array(z.object({ code: z.string(), field: z.string() })),
      confirmations: z.array(z.object({ field: z.string() })),
    })
    .nullable(),
});
type ShownCase = z.output<typeof caseSchema>;

/** How long a resident's case may stand where it is, however often the machine is killed meanwhile. */
const PATIENCE_MS = 1_800_000;

/** What a resident has paid, as the tax office was told. */
export interface Paid {
  caseId: string;
  voucher: string;
  amount: string;
}

/**
 * Takes one resident who pays late through the desks: opened, decided, paid, until only time is left to wait for.
 * Whoever gets no answer, or one that says that the machine is in trouble, asks again with the same key.
 *
 * @throws when the case stands still, and for an answer that no retry explains
 */
export async function livePayingLate(
  machine: RunningMachine,
  tokens: { desk: string; tax: string },
  number: number,
  today: string,
): Promise<Paid> {
  const opening = openingOf(number);
  const opened = await insist(() => machine.api(tokens.desk, 'POST', '/cases', opening, `resident-${number}`));
  const { caseId } = z.object({ caseId: z.string() }).parse(opened.body);
  const show = async (): Promise<ShownCase> =>
    caseSchema.parse((await insist(() => machine.api(tokens.desk, 'GET', `/cases/${caseId}`))).body);

  const until = async (...states: string[]): Promise<ShownCase> => {
    const patientUntil = Date.now() + PATIENCE_MS;
    for (;;) {
      const shown = await show();
      if (states.includes(shown.state)) return shown;
      if (shown.state === 'parked' || Date.now() > patientUntil) throw new Error(`${caseId} stands in ${shown.state}`);
      await sleep(30);
    }
  };

  let shown = await until('awaiting_decision', 'awaiting_payment');
  while (shown.state === 'awaiting_decision' && shown.task) {
    const { taskId, reviews, confirmations } = shown.task;
    const decision = {
      action: 'approve',
      confirm: confirmations.map(({ field }) => field),
      acknowledge: reviews.map(({ code, field }) => `${code} ${field}`),
    };
    // Answered 409 when an earlier try had arrived.
    await insist(() => machine.api(tokens.desk, 'POST', `/tasks/${taskId}/decision`, decision), [409, 404]);
    shown = await until('awaiting_payment');
  }
  const amount = shown.decision?.assessment.amounts.payable;
  if (!amount) throw new Error(`${caseId} has no amount`);
  const { region, coverageYear } = opening.facts;
  const voucher = `V-${number}-KILLS`;
  const payment = { voucherNumber: voucher, idNumber: opening.person.idNumber, region, coverageYear, amount };
  await insist(() => machine.api(tokens.tax, 'POST', '/payments', { ...payment, collectedOn: today }));
  await until('awaiting_benefits', 'insured');
  return { caseId, voucher, amount };
}

/** Asks until there is an answer that is none of trouble. @throws for another refusal than those accepted */
async function insist(ask: () => Promise<Answer>, accepted: number[] = []): Promise<Answer> {
  const patientUntil = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined && (answer.status < 300 || accepted.includes(answer.status))) return answer;
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
      throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
    if (Date.now() > patientUntil) throw new Error(`no answer: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
