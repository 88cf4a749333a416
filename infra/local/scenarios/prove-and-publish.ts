import { z } from 'zod';
import type { Cloud } from '../cloud.ts';
import { openDesk, type Who } from './desk.ts';

const REGION = '141181';
const DESK: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
const ZHOU: Who = { sub: 'policy-officer-1', role: 'policy_officer', regions: [REGION] };
const WU: Who = { sub: 'policy-officer-2', role: 'policy_officer', regions: [REGION] };
const AUDITOR: Who = { sub: 'auditor-1', role: 'auditor', regions: [] };
/** Of nobody: 141199 is no place. */
const ID_NUMBER = '141199196603010117';

const openedSchema = z.looseObject({ caseId: z.string() });

const policySchema = z.looseObject({ table: z.record(z.string(), z.unknown()) });
const draftSchema = z.looseObject({
  version: z.string(),
  digest: z.string(),
  state: z.string(),
  list: z.looseObject({ digest: z.string(), seen: z.number() }).nullable(),
});

/** An auditor takes the pack of a case; two officers publish a version of its table. What went another way than it should, or undefined. */
export async function proveAndPublish(cloud: Cloud): Promise<string | undefined> {
  const { ask, waitFor } = openDesk(cloud);
  const opening = {
    person: { idNumber: ID_NUMBER, name: '试一人' },
    facts: { region: REGION, coverageYear: 2026, history: { insuredYears: [2024, 2025] } },
  };
  const { caseId } = openedSchema.parse(JSON.parse(await ask(DESK, 'POST', '/cases', opening)));
  const shown = () => ask(DESK, 'GET', `/cases/${caseId}`);
  await waitFor('the decision', async () => (await shown()).includes('"assessed"') || undefined);
  await ask(AUDITOR, 'POST', `/cases/${caseId}/audit-packs`, { reason: '年度抽查' });
  if (!(await shown()).includes('audit_pack_taken')) return 'a pack was taken without a trace';
  return publish(cloud);
}

async function publish(cloud: Cloud): Promise<string | undefined> {
  const { ask } = openDesk(cloud);
  const place = `/policies/${REGION}/2026`;
  const { table } = policySchema.parse(JSON.parse(await ask(ZHOU, 'GET', place)));
  const body = { table: { ...table, inForceFrom: '2026-05-01', why: '试行' } };
  const submitted = draftSchema.parse(JSON.parse(await ask(ZHOU, 'POST', `${place}/drafts`, body)));
  const path = `${place}/drafts/${submitted.version}`;
  const { list, digest } = draftSchema.parse(JSON.parse(await ask(ZHOU, 'POST', `${path}/impact`, {})));
  if (list?.seen !== 1) return `a list of ${list?.seen} cases instead of 1`;
  for (const read of [`${place}/drafts`, path, `${path}/impact`]) await ask(WU, 'GET', read);
  await ask(WU, 'POST', `${path}/approval`, { draft: digest, list: list.digest, opinion: '已核对' });
  const { state } = draftSchema.parse(JSON.parse(await ask(ZHOU, 'POST', `${path}/publication`, {})));
  return state === 'published' ? undefined : `a draft is ${state} instead of published`;
}
