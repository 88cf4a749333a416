/** An office with its imports, its reminders and a gateway, over the real functions: what a report of a person is played on. */
import { IMPORT_TEMPLATES, type ImportKind } from '../../functions/domain/imports/templates.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { DUE_SHARDS } from '../../functions/store/keys.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openOutboxStore } from '../../functions/store/messages/outbox-store.ts';
import { openReminderStore } from '../../functions/store/messages/reminder-store.ts';
import { openUploadStore, packRows, partKey } from '../../functions/store/uploads/upload-store.ts';
import { openOffice } from '../api/office.ts';
import { startGateway } from '../support/gateway.ts';

export type Rig = Awaited<ReturnType<typeof openRig>>;

export async function openRig(opened: string) {
  const office = await openOffice(opened);
  const gateway = await startGateway();
  Object.assign(process.env, { GATEWAY_SECRET_ARN: process.env.PERSON_SECRET_ARN, GATEWAY_URL: gateway.url });
  process.env.QUIET_HOURS = '21:00-08:00';
  const { handler: storePart } = await import('../../functions/tasks/imports/store-part.ts');
  const { handler: sendDue } = await import('../../functions/tasks/reminders/send-due.ts');
  const { handler: deliver } = await import('../../functions/tasks/outbox/deliver.ts');
  const client = openDocumentClient();
  const identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
  const uploads = openUploadStore(client, 'Uploads', identity);
  let files = 0;

  return {
    office,
    gateway,
    client,
    identity,
    ledger: openLedgerStore(client, 'Ledger'),
    roll: openRollStore(client, 'Ledger'),
    outbox: openOutboxStore(client, 'Notices'),
    reminders: openReminderStore(client, 'Reminders'),

    /** One row of a file, with the names of its template's columns. @returns what its report says of it */
    async importRow(kind: ImportKind, given: Record<string, string>) {
      files += 1;
      const uploadId = `I-${files}`;
      const opening = { uploadId, kind, openedBy: 'somebody', role: 'caseworker', regions: ['141181', '140400'] };
      await uploads.openUpload({ ...opening, openedAt: office.now() });
      const cells = IMPORT_TEMPLATES[kind].columns.map(({ key }) => given[key] ?? '');
      await uploads.putRows(uploadId, partKey('file', 1), packRows([[2, cells, 't'.repeat(cells.length)]]));
      await storePart({ uploadId, fileId: 'file', part: 1, at: office.now() });
      for await (const { results } of uploads.listResults(uploadId)) return results[0];
      throw new Error('the row has no result');
    },

    /** The morning's run of a day. */
    async sendDue(day: string, at = `${day}T09:00:00+08:00`) {
      for (const shard of DUE_SHARDS) await sendDue({ day, shard, at: new Date(at).toISOString() });
    },

    /** The minute's run of the outbox. */
    deliver: (at: string) => deliver({ source: 'canbao.deliver', scheduledTime: new Date(at).toISOString() }),

    async close() {
      await gateway.close();
      await office.close();
    },
  };
}
