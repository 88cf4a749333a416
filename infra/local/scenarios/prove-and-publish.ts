import type { Cloud } from '../cloud.ts';
import { newKey } from '../desk/desk.ts';
import { openDesks, type Who } from './desks.ts';

const REGION = '141181';
const DESK: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
const ZHOU: Who = { sub: 'policy-officer-1', role: 'policy_officer', regions: [REGION] };
const WU: Who = { sub: 'policy-officer-2', role: 'policy_officer', regions: [REGION] };
const AUDITOR: Who = { sub: 'auditor-1', role: 'auditor', regions: [] };
/** Of nobody: 141199 is no place. */
const ID_NUMBER = '141199196603010117';

/** An auditor takes the pack of a case; two officers publish a version of its table. What went another way than it should, or undefined. */
export async function proveAndPublish(cloud: Cloud): Promise<string | undefined> {
  const { deskOf, waitFor } = openDesks(cloud);
  const desk = deskOf(DESK);
  const body = {
    person: { idNumber: ID_NUMBER, name: '试一人' },
    facts: { region: REGION, coverageYear: 2026, history: { insuredYears: [2024, 2025] } },
  };
  const { caseId: id } = await desk.ask('openCase', { body, headers: newKey() });
  const events = async () => (await desk.ask('getCase', { params: { id } })).history.map(({ event }) => event);
  await waitFor('the decision', async () => (await events()).includes('assessed') || undefined);
  await deskOf(AUDITOR).ask('takeAuditPack', { params: { id }, body: { reason: '年度抽查' } });
  if (!(await events()).includes('audit_pack_taken')) return 'a pack was taken without a trace';
  return publish(cloud);
}

async function publish(cloud: Cloud): Promise<string | undefined> {
  const { deskOf } = openDesks(cloud);
  const [zhou, wu] = [deskOf(ZHOU), deskOf(WU)];
  const place = { region: REGION, coverageYear: '2026' };
  const { table } = await zhou.ask('getPolicy', { params: place });
  const body = { table: { ...table, inForceFrom: '2026-05-01', why: '试行' } };
  const { version } = await zhou.ask('submitDraft', { params: place, body });
  const params = { ...place, version };
  const { list, digest } = await zhou.ask('goOnListing', { params, body: {} });
  if (list?.seen !== 1) return `a list of ${list?.seen} cases instead of 1`;
  await wu.ask('listDrafts', { params: place });
  await wu.ask('getDraft', { params });
  await wu.ask('listImpact', { params });
  await wu.ask('approveDraft', { params, body: { draft: digest, list: list.digest, opinion: '已核对' } });
  const { state } = await zhou.ask('publishDraft', { params, body: {} });
  return state === 'published' ? undefined : `a draft is ${state} instead of published`;
}
