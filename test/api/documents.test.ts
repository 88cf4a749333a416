/** 材料: sent to the bucket, looked at, taken in, shown, struck out. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JPEG, PDF, PNG, pdfWith } from '../support/documents.ts';
import { AUDITOR, CHANGZHI, openOffice, TAX, type Who, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
let caseId = '';
beforeAll(async () => {
  office = await openOffice();
  caseId = await office.openCase(XIAOYI, xiaoyiOpening(1), 'documents-1');
});
afterAll(() => office.close());

const WANG: Who = ['approver', '141181', 'wang'];

async function send(content: Uint8Array, id = caseId): Promise<string> {
  const body = { files: [{ size: content.byteLength }] };
  const { uploads } = await office.desk(XIAOYI).ask('startUploads', { params: { id }, body });
  const [upload] = uploads;
  if (!upload) throw new Error('no address');
  const headers = { 'content-type': upload.contentType };
  const sent = await fetch(upload.url, { method: 'PUT', body: new Uint8Array(content), headers });
  if (sent.status !== 200) throw new Error(await sent.text());
  return upload.uploadId;
}
const take = (uploadId: string, material = 'id_document', id = caseId) =>
  office.post(XIAOYI, `/cases/${id}/documents`, { uploadId, material });
const list = (who: Who = XIAOYI, id = caseId) => office.desk(who).ask('listDocuments', { params: { id } });
const keysOf = (prefix: string) => [...office.services.buckets.keys('documents', prefix)];

test('what is wanted is listed, and what is there is counted', async () => {
  const before = await list();
  expect(before.wanted[0]).toEqual({ material: 'id_document', required: true, there: 0 });
  expect(before.clause).toBeNull();
  await take(await send(PNG));
  const after = await list();
  expect(after.wanted[0]).toEqual({ material: 'id_document', required: true, there: 1 });
  expect(after.documents).toEqual([
    expect.objectContaining({
      material: 'id_document',
      type: 'image/png',
      size: PNG.byteLength,
      digest: createHash('sha256').update(PNG).digest('hex'),
      added: { at: expect.any(String), by: 'lin', name: null },
      struck: null,
    }),
  ]);
});

test('who took it in, and its digest, stand in the history; no name of a file does', async () => {
  const { history } = await office.show(XIAOYI, caseId);
  expect(history.at(-1)).toMatchObject({
    event: 'document_added',
    by: 'lin',
    detail: { material: 'id_document', type: 'image/png', digest: createHash('sha256').update(PNG).digest('hex') },
  });
});

test('who asks again after a lost answer gets the same document; the same file once more is not taken', async () => {
  const uploadId = await send(JPEG);
  expect((await take(uploadId)).status).toBe(201);
  expect(await take(uploadId)).toMatchObject({ status: 200, body: { documentId: uploadId } });
  const again = await take(await send(JPEG), 'household_register');
  expect(again).toMatchObject({ status: 409, body: { code: 'document_already_there', document: uploadId } });
  expect((await list()).documents).toHaveLength(2);
});

test.each([
  ['a PNG that is HTML', Buffer.from('<html><script>alert(1)</script>'), /按文件内容判断/],
  ['a PDF with a script', pdfWith('9 0 obj << /S /JavaScript /JS (x) >> endobj'), /脚本/],
])('%s is refused, and nothing of it is kept', async (_name, content, message) => {
  const before = keysOf('cases/');
  const answer = await take(await send(content));
  expect(answer).toMatchObject({ status: 422, body: { code: 'document_refused' } });
  expect(answer.body.detail).toMatch(message);
  expect(keysOf('cases/')).toEqual(before);
});

test('what never came, or was sent for another case, is not found', async () => {
  expect(await take(crypto.randomUUID())).toMatchObject({ status: 404, body: { code: 'upload_not_found' } });
  const other = await office.openCase(XIAOYI, xiaoyiOpening(2), 'documents-2');
  const uploadId = await send(PDF, other);
  expect(await take(uploadId)).toMatchObject({ status: 404, body: { code: 'upload_not_found' } });
});

test('a file of more than 20 MB gets no address, and no address takes another size', async () => {
  const asked = (size: number) => office.post(XIAOYI, `/cases/${caseId}/documents/uploads`, { files: [{ size }] });
  expect(await asked(20 * 1024 * 1024 + 1)).toMatchObject({
    status: 422,
    body: { issues: [{ path: 'files.0.size', message: expect.stringContaining('20 MB') }] },
  });
  const { uploads } = await office
    .desk(XIAOYI)
    .ask('startUploads', { params: { id: caseId }, body: { files: [{ size: 3 }] } });
  const [{ url, contentType } = { url: '', contentType: '' }] = uploads;
  const sent = await fetch(url, { method: 'PUT', body: 'four', headers: { 'content-type': contentType } });
  expect(sent.status).toBe(403);
});

describe('a document is shown', () => {
  const show = async (body: { save?: boolean }, document: string) =>
    office.desk(WANG).ask('showDocument', { params: { id: caseId, document }, body });

  test('as the picture that it is, a PDF as a file to save, and nothing in it can run', async () => {
    const picture = (await list()).documents[0]?.documentId ?? '';
    const shown = await fetch((await show({}, picture)).url);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline; filename\*=UTF-8''.*\.png$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
    const pdf = await send(PDF);
    await take(pdf, 'statement');
    const saved = await fetch((await show({}, pdf)).url);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  test('and the history says to whom, once a day', async () => {
    const picture = (await list()).documents[0]?.documentId ?? '';
    await show({}, picture);
    await show({ save: true }, picture);
    const { history } = await office.show(XIAOYI, caseId);
    const shown = history.filter(({ event, detail }) => event === 'document_shown' && detail.document === picture);
    expect(shown.map(({ by }) => by)).toEqual(['wang']);
  });
});

test('a document that is struck out stays with its reason, and counts no more', async () => {
  const [first] = (await list()).documents;
  const strike = (reason: string) =>
    office.post(XIAOYI, `/cases/${caseId}/documents/${first?.documentId}/strike`, { reason });
  expect((await strike('见 13812345678 的来电')).status).toBe(422);
  expect((await strike('拍得不清楚，已请重拍')).status).toBe(200);
  const { documents, wanted } = await list();
  expect(documents[0]?.struck).toMatchObject({ by: 'lin', reason: '拍得不清楚，已请重拍' });
  expect(wanted.find(({ material }) => material === 'id_document')?.there).toBe(1);
  expect(keysOf(`cases/${caseId}/`)).toHaveLength(documents.length);
  // The right one may come again.
  expect((await take(await send(PNG))).status).toBe(201);
});

test('another region, and whom it is no business of, sees and sends nothing', async () => {
  const [first] = (await list()).documents;
  const at = `/cases/${caseId}/documents`;
  const asked: readonly (readonly [Who, 'GET' | 'POST', string, object?])[] = [
    [CHANGZHI, 'GET', at],
    [CHANGZHI, 'POST', `${at}/uploads`, { files: [{ size: 1 }] }],
    [CHANGZHI, 'POST', at, { uploadId: crypto.randomUUID(), material: 'other' }],
    [CHANGZHI, 'POST', `${at}/${first?.documentId}/address`, {}],
    [CHANGZHI, 'POST', `${at}/${first?.documentId}/strike`, { reason: '不是本区的' }],
    [TAX, 'GET', at],
    [TAX, 'POST', `${at}/${first?.documentId}/address`, {}],
    [AUDITOR, 'POST', `${at}/${first?.documentId}/address`, {}],
  ];
  const answers = await Promise.all(asked.map(([who, method, url, body]) => office.call(who, method, url, body)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 403, 403, 403]);
  expect((await list(AUDITOR)).documents.length).toBeGreaterThan(0);
});

test('what is sent and shown is in no log', () => {
  expect(office.logged.join('\n')).not.toMatch(/X-Amz-Signature|pending\//);
});
