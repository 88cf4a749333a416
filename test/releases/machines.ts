/** The machines that a release's fixture is taken from: what was going on there, and when they were stopped. */
import type { Cloud } from '../../infra/local/cloud.ts';
import { importFile } from '../../infra/local/scenarios/import-files.ts';
import { readScenarios, type Scenario, scenarioSchema } from '../../infra/local/scenarios/scenario.ts';

export interface ReleaseMachine {
  name: string;
  stopped: string;
  scenarios: Scenario[];
  /** What is done before the scenarios. */
  prepare(cloud: Cloud): Promise<void>;
}

const REGION = '141181';
/** Of nobody: 141199 is no place. */
const REMINDED = { '141199196603020016': '试一人', '141199196603020024': '试二人', '141199196603020032': '试三人' };
const STUDENTS = ['14119919850517714X', '141199198505177510', '141199198505177932'];

const named = (workflow: string, names: readonly string[]): Scenario[] =>
  readScenarios(workflow).filter(({ name }) => names.includes(name));

/** Made at each call: the scenarios are read from their files. */
export const releaseMachines = (): ReleaseMachine[] => [
  {
    // Parents who were reminded and are about to be again, or whose child's birth date is still to be corrected.
    name: 'newborns',
    stopped: '2025-02-20T12:00:00+08:00',
    scenarios: named('newborn', ['birth-date-corrected', 'window-after-birth']),
    prepare: async () => {},
  },
  {
    // Payments that come and do not; refunds at a desk, in review and at the treasury; a roll to be reminded tomorrow.
    name: 'payments',
    stopped: '2026-02-17T12:00:00+08:00',
    scenarios: [
      ...named('late-payment', ['paid-after-reminder', 'unpaid']),
      ...named('refund', ['student-leaves']).flatMap((scenario) =>
        [24, 22, 21].map((days, at) => earlier(scenario, days, STUDENTS[at] ?? '')),
      ),
    ],
    prepare: enrolLastYear,
  },
];

/** The same case some days earlier, of another person. */
function earlier(scenario: Scenario, days: number, idNumber: string): Scenario {
  const { name, workflow, ...file } = scenario;
  const moved = JSON.stringify(file)
    .replace(/2026-\d\d-\d\d(?=T|")/g, (day) => moveBack(day, days))
    .replaceAll(file.person.idNumber, idNumber)
    .replaceAll(name, `${name}-${days}`);
  return { name: `${name}-${days}`, workflow, ...scenarioSchema.parse(JSON.parse(moved)) };
}

const moveBack = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

async function enrolLastYear(cloud: Cloud): Promise<void> {
  const rows = Object.entries(REMINDED).map(
    ([idNumber, name], at) => `${idNumber},${name},${REGION},2025,2025-01-01,1390000000${at}\n`,
  );
  const text = ['身份证号码,姓名,统筹区,参保年度,待遇开始日期,手机号码\n', ...rows].join('');
  const who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] } as const;
  const difference = await importFile(cloud, { kind: 'enrolments', who, text, counts: { stored: rows.length } });
  if (difference !== undefined) throw new Error(difference);
}
