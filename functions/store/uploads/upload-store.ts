/**
 * Files that people sent in. Rows lie sealed, some hundred in an item. When a part is done, its good rows go; the
 * failing rows stay, because the sender gets them back.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { conditionHeld } from '../condition-held.ts';
import {
  type Counts,
  countsSchema,
  type RowResult,
  rowResultSchema,
  type StoredRow,
  storedRowSchema,
  type UploadFile,
  type UploadHead,
  uploadFileSchema,
  uploadHeadSchema,
} from './uploads.ts';

/** Encrypts what may name persons; `PersonIdentity` is one. */
export interface Sealing {
  sealBytes(context: string, bytes: Uint8Array): Promise<Buffer>;
  openBytes(context: string, sealed: Uint8Array): Promise<Buffer>;
}

export interface PartResult {
  part: string;
  counts: Counts;
  results: RowResult[];
}

export type UploadStore = ReturnType<typeof openUploadStore>;

const bytesSchema = z.instanceof(Uint8Array);
const rowsSchema = z.array(storedRowSchema);
const resultsSchema = z.array(rowResultSchema);

/** `f1a2b3#0007`: sorts by file and part. */
export const partKey = (fileId: string, part: number): string => `${fileId}#${String(part).padStart(4, '0')}`;

/** The list of what somebody opened. */
const listOf = (sub: string): string => `opened#${sub}`;

/** So that a file of many rows is never held as a whole. */
export const packRows = (rows: readonly StoredRow[]): Buffer => gzipSync(JSON.stringify(rows));

export const unpackRows = (packed: Uint8Array): StoredRow[] =>
  rowsSchema.parse(JSON.parse(gunzipSync(packed).toString('utf8')));

const unpackResults = (packed: unknown): RowResult[] =>
  resultsSchema.parse(JSON.parse(gunzipSync(bytesSchema.parse(packed)).toString('utf8')));

export function openUploadStore(client: DynamoDBDocumentClient, table: string, sealing: Sealing) {
  async function get(uploadId: string, part: string): Promise<Record<string, unknown> | null> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { uploadId, part }, ConsistentRead: true }),
    );
    return Item ?? null;
  }

  async function put(item: Record<string, unknown>, condition?: string): Promise<boolean> {
    return conditionHeld(client.send(new PutCommand({ TableName: table, Item: item, ConditionExpression: condition })));
  }

  async function* list(uploadId: string, prefix: string, after = ''): AsyncGenerator<Record<string, unknown>> {
    let start: Record<string, unknown> | undefined = after === '' ? undefined : { uploadId, part: after };
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'uploadId = :upload AND begins_with(part, :prefix)',
          ExpressionAttributeValues: { ':upload': uploadId, ':prefix': prefix },
          ExclusiveStartKey: start,
          ConsistentRead: true,
        }),
      );
      yield* Items;
      start = LastEvaluatedKey;
    } while (start);
  }

  const seal = (uploadId: string, name: string, packed: Buffer): Promise<Buffer> =>
    sealing.sealBytes(`${uploadId} ${name}`, packed);
  const open = async (uploadId: string, name: string, sealed: unknown): Promise<StoredRow[]> =>
    unpackRows(await sealing.openBytes(`${uploadId} ${name}`, bytesSchema.parse(sealed)));

  /** The result of a part's rows, with the rows that failed. */
  async function putResults(uploadId: string, { part, counts, results }: PartResult, failed: readonly StoredRow[]) {
    const name = `failed#${part}`;
    if (failed.length > 0) await put({ uploadId, part: name, sealed: await seal(uploadId, name, packRows(failed)) });
    await put({ uploadId, part: `results#${part}`, packed: gzipSync(JSON.stringify(results)) });
    await put({ uploadId, part: `done#${part}`, counts });
  }

  /** Lets the rows of a part go. */
  async function dropRows(uploadId: string, part: string): Promise<void> {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { uploadId, part: `rows#${part}` },
        UpdateExpression: 'REMOVE sealed',
      }),
    );
  }

  return {
    /** False if there is one of that id already. */
    async openUpload(head: UploadHead): Promise<boolean> {
      const { uploadId, openedBy, openedAt } = head;
      if (!(await put({ ...head, part: 'head' }, 'attribute_not_exists(uploadId)'))) return false;
      await put({ uploadId: listOf(openedBy), part: `${openedAt}#${uploadId}`, opened: uploadId });
      return true;
    },

    /** What somebody opened, the newest first; at most 50. */
    async listOpenedBy(sub: string): Promise<UploadHead[]> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'uploadId = :list',
          ExpressionAttributeValues: { ':list': listOf(sub) },
          ScanIndexForward: false,
          Limit: 50,
        }),
      );
      const found = await Promise.all(Items.map((item) => get(String(item.opened), 'head')));
      return found.flatMap((item) => (item ? [uploadHeadSchema.parse(item)] : []));
    },

    async getHead(uploadId: string): Promise<UploadHead | null> {
      const item = await get(uploadId, 'head');
      return item && uploadHeadSchema.parse(item);
    },

    /** Says that all parts of a file are stored. */
    async putFile(file: UploadFile): Promise<void> {
      await put({ ...file, part: `file#${file.fileId}` }, 'attribute_not_exists(uploadId)');
    },

    async listFiles(uploadId: string): Promise<UploadFile[]> {
      const files: UploadFile[] = [];
      for await (const item of list(uploadId, 'file#')) files.push(uploadFileSchema.parse(item));
      return files;
    },

    async putRows(uploadId: string, part: string, packed: Buffer): Promise<void> {
      const name = `rows#${part}`;
      await put({ uploadId, part: name, sealed: await seal(uploadId, name, packed) });
    },

    /** Null once the part is done and its rows were let go. */
    async getRows(uploadId: string, part: string): Promise<StoredRow[] | null> {
      const name = `rows#${part}`;
      const item = await get(uploadId, name);
      return item?.sealed ? open(uploadId, name, item.sealed) : null;
    },

    putResults,
    dropRows,

    /** The result of a part's rows, with the rows that failed; then the rows themselves go. */
    async finishPart(uploadId: string, result: PartResult, failed: readonly StoredRow[]) {
      const { part } = result;
      await putResults(uploadId, result, failed);
      await dropRows(uploadId, part);
    },

    /** Says that nobody tries a part any more, until its file is sent again, and by which error that came. */
    async leavePart(uploadId: string, part: string, reason: string): Promise<void> {
      await put({ uploadId, part: `left#${part}`, reason });
    },

    /** A part that was left is tried again. */
    async takeUpPart(uploadId: string, part: string): Promise<void> {
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { uploadId, part: `left#${part}` },
            UpdateExpression: 'REMOVE reason',
            ConditionExpression: 'attribute_exists(uploadId)',
          }),
        ),
      );
    },

    /** Names of the errors by which parts were left. */
    async listLeft(uploadId: string): Promise<{ part: string; reason: string }[]> {
      const left: { part: string; reason: string }[] = [];
      for await (const { part, reason } of list(uploadId, 'left#')) {
        if (typeof reason === 'string') left.push({ part: String(part).replace('left#', ''), reason });
      }
      return left;
    },

    async getCounts(uploadId: string, part: string): Promise<Counts | null> {
      const item = await get(uploadId, `done#${part}`);
      return item && countsSchema.parse(item.counts);
    },

    /** Counts of every part that is done, of one stage only if it is named. */
    async listCounts(uploadId: string, stage = ''): Promise<Counts[]> {
      const counts: Counts[] = [];
      for await (const item of list(uploadId, `done#${stage}`)) counts.push(countsSchema.parse(item.counts));
      return counts;
    },

    async getResults(uploadId: string, part: string): Promise<RowResult[]> {
      const item = await get(uploadId, `results#${part}`);
      return item ? unpackResults(item.packed) : [];
    },

    /** Results part by part, of one stage only if it is named, after the part of a cursor. */
    async *listResults(
      uploadId: string,
      { stage = '', after = '' } = {},
    ): AsyncGenerator<{ part: string; results: RowResult[] }> {
      for await (const item of list(uploadId, `results#${stage}`, after)) {
        yield { part: String(item.part), results: unpackResults(item.packed) };
      }
    },

    /** The rows that failed, part by part, of one stage only if it is named. */
    async *listFailed(uploadId: string, stage = ''): AsyncGenerator<{ part: string; failed: StoredRow[] }> {
      for await (const item of list(uploadId, `failed#${stage}`)) {
        const name = String(item.part);
        yield { part: name.replace('failed#', ''), failed: await open(uploadId, name, item.sealed) };
      }
    },
  };
}
