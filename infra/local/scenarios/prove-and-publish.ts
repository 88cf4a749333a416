import { z } from 'zod';
import type { Cloud } from '../cloud.ts';
import { openDesk, type Who } from './desk.ts';

const REGION = '141181';
const DESK: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
const AUDITOR: Who = { sub: 'auditor-1', role: 'auditor', regions: [] };
/** Of nobody: 141199 is no place. */
const ID_NUMBER = '141199196603010117';

const openedSchema = z.looseObject({ caseId: z.string() });

/** An auditor takes the pack of a case. What went another way than it should, or undefined. */
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
  return (await shown()).includes('audit_pack_taken') ? undefined : 'a pack was taken without a trace';
}
