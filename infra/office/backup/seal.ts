/**
 * Files of a backup, sealed with AES-256-GCM in pieces, so that neither size nor memory has a limit. Each file has a key
 * of its own, made from the backup's and its name; a piece's number and whether it is the last are its nonce. So nothing
 * can be cut, moved, swapped with another file or another night, or changed, without being noticed.
 */
import { createCipheriv, createDecipheriv, hkdfSync, scrypt } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const PIECE = 64 * 1024;
const TAG = 16;

/** scrypt's numbers for a passphrase: 128 MB, once. */
export const PASSPHRASE_COST = { N: 2 ** 17, r: 8, p: 1 } as const;

/** The key that a passphrase stands for. */
export function deriveKey(passphrase: string, salt: Buffer, { N, r, p } = PASSPHRASE_COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

export class SealError extends Error {
  override name = 'SealError';
}

const keyOf = (key: Buffer, salt: Buffer, name: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, `canbao backup 1 ${name}`, 32));

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(isLast ? 1 : 0, 0);
  nonce.writeUIntBE(index, 6, 6);
  return nonce;
}

/** Pieces of exactly so many bytes, and what is left as the last one, which may be empty. */
async function* inPieces(
  stream: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ piece: Buffer; index: number; isLast: boolean }> {
  let held = Buffer.alloc(0);
  let index = 0;
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk]);
    while (held.length > size) {
      yield { piece: held.subarray(0, size), index, isLast: false };
      held = held.subarray(size);
      index += 1;
    }
  }
  yield { piece: held, index, isLast: true };
}

/** @param name of the file in the backup, which opens it again */
export async function sealFile(from: string, to: string, key: Buffer, salt: Buffer, name: string): Promise<void> {
  const own = keyOf(key, salt, name);
  await pipeline(
    createReadStream(from),
    (stream: AsyncIterable<Buffer>) => inPieces(stream, PIECE),
    async function* (pieces) {
      for await (const { piece, index, isLast } of pieces) {
        const cipher = createCipheriv('aes-256-gcm', own, nonceOf(index, isLast));
        yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
      }
    },
    createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
  );
}

/** What a sealed file holds, piece by piece. @throws SealError at the first piece that is not what was written */
export async function* openSealed(path: string, key: Buffer, salt: Buffer, name: string): AsyncGenerator<Buffer> {
  const own = keyOf(key, salt, name);
  for await (const { piece, index, isLast } of inPieces(createReadStream(path), PIECE + TAG)) {
    if (piece.length < TAG) throw new SealError(`${name} is cut off`);
    const decipher = createDecipheriv('aes-256-gcm', own, nonceOf(index, isLast));
    decipher.setAuthTag(piece.subarray(-TAG));
    try {
      yield Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
    } catch (cause) {
      throw new SealError(`${name} is cut off or changed, or the passphrase is another`, { cause });
    }
  }
}
