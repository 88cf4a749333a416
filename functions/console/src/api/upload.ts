/** Sends a file and tells how much of it is on its way: what `fetch` cannot say. */
import { readSession, renewSession } from '../session/session.ts';
import { type Answer, addressOf, type Operation } from './client.ts';
import { ApiError, UnreachableError } from './errors.ts';
import { OPERATIONS } from './schema.ts';

interface Sending {
  path?: Record<string, string>;
  headers?: Record<string, string>;
  /** From 0 to 1; at 1 the system reads what it got. */
  onProgress?: (share: number) => void;
}

/** @throws ApiError, UnreachableError */
export async function upload<Name extends Operation>(name: Name, file: Blob, sending: Sending): Promise<Answer<Name>> {
  for (let again = false; ; again = true) {
    const { status, body } = await post(addressOf(OPERATIONS[name].path, sending), file, sending);
    if (status === 401 && !again && (await renewSession())) continue;
    if (status >= 400) throw new ApiError(status, readJson(body));
    return JSON.parse(body);
  }
}

function post(address: string, file: Blob, { headers = {}, onProgress }: Sending) {
  const session = readSession();
  const request = new XMLHttpRequest();
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.open('POST', address);
    request.setRequestHeader('authorization', `Bearer ${session.status === 'in' ? session.tokens.access : ''}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total);
    request.upload.onload = () => onProgress?.(1);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new UnreachableError(true, request.statusText));
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
