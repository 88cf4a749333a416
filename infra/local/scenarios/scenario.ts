/** A scenario under `workflows/<workflow>/scenarios`: a case, what people do when, and what comes of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

const WORKFLOWS = join(import.meta.dirname, '../../../workflows');

const text = z.string().min(1);
/** A time with its offset. */
const time = z.iso.datetime({ offset: true });
const opinion = text;
/** Who decides, where it is not the caseworker who opened the case. */
const by = z.literal('approver').optional();

const stepSchema = z.discriminatedUnion('does', [
  /** Confirms every adopted value and acknowledges every result that is asked. */
  z.strictObject({ at: time, does: z.literal('approve'), by }),
  z.strictObject({ at: time, does: z.literal('supply'), values: z.array(z.unknown()), opinion }),
  z.strictObject({ at: time, does: z.literal('reject'), by, opinion }),
  z.strictObject({ at: time, does: z.literal('return'), by, documents: z.array(text), until: text, opinion }),
  z.strictObject({ at: time, does: z.literal('documents_received'), opinion }),
  z.strictObject({ at: time, does: z.literal('accept_payment'), opinion, benefitFrom: text.optional() }),
  z.strictObject({ at: time, does: z.literal('refuse_payment'), opinion }),
  z.strictObject({ at: time, does: z.literal('withdraw'), reason: text }),
  z.strictObject({ at: time, does: z.literal('open_late_payment'), opinion }),
  z.strictObject({ at: time, does: z.literal('decline_late_payment'), opinion }),
  z.strictObject({ at: time, does: z.literal('correct_account'), account: z.looseObject({}), opinion }),
  z.strictObject({ at: time, does: z.literal('give_up'), opinion }),
  /** The treasury says what became of the last order of a refund. */
  z.strictObject({
    at: time,
    does: z.literal('tell_result'),
    outcome: z.enum(['paid', 'returned']),
    reason: text.optional(),
  }),
  /** Something happens to a newborn: what is posted to the case's events. */
  z.strictObject({ at: time, does: z.literal('record'), event: z.looseObject({ event: text }) }),
  /** The tax office confirms a payment; what differs from the scenario's region and year is said. */
  z.strictObject({
    at: time,
    does: z.literal('pay'),
    amount: text,
    collectedOn: text,
    voucher: text.optional(),
    region: text.optional(),
    coverageYear: z.int().optional(),
  }),
]);
export type ScenarioStep = z.output<typeof stepSchema>;

export const scenarioSchema = z.strictObject({
  title: text,
  opened: time,
  person: z.strictObject({ idNumber: text, name: text }),
  facts: z.looseObject({ region: text, coverageYear: z.int() }),
  /** What the tax office's file said before: payments of the person, for a refund. */
  payments: z
    .array(
      z.strictObject({ voucher: text, coverageYears: text, amount: text, collectedOn: text, payer: text.optional() }),
    )
    .default([]),
  /** What is posted to open the case, where that is not person and facts. */
  opening: z.looseObject({}).optional(),
  steps: z.array(stepSchema),
  /** States of the state machine in the order passed. */
  passes: z.array(text),
  /** State of the case at the end. */
  state: text,
  /** Occasions on which the person was told something, in order. */
  notices: z.array(text),
  /** What title or body of a notice says. */
  told: z.record(text, z.array(text)).default({}),
});
export type Scenario = z.output<typeof scenarioSchema> & {
  /** Its file's name. */
  name: string;
  /** The kind of its case: `late-payment`. */
  workflow: string;
};

/** The scenarios of a workflow, in the order of their names; of all workflows, if none is named. */
export function readScenarios(workflow?: string): Scenario[] {
  const workflows = workflow === undefined ? readdirSync(WORKFLOWS).sort() : [workflow];
  return workflows.flatMap((one) => {
    const folder = join(WORKFLOWS, one, 'scenarios');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => ({
        name: basename(file, '.json'),
        workflow: one,
        ...scenarioSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
      }));
  });
}
