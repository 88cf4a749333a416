/** Sends one file to where the API says, and has it taken in. */
import { call } from '../api/client.ts';
import { UnreachableError } from '../api/errors.ts';
import { RULES } from '../api/schema.ts';

/** What can be said before a file is sent; empty where nothing speaks against it. */
export function refuseFile({ name, size }: File): string {
  if (/\.hei[cf]$/i.test(name))
    return '这是 HEIC 照片（苹果手机的格式），不能收。请在手机“设置 › 相机 › 格式”中选“兼容性最佳”后重拍，或把照片另存为 JPEG 再上传。';
  if (size === 0) return '文件是空的，请重新选择。';
  return size > RULES.limits.documentBytes ? '文件超过 20 MB，请压缩或分成几份后再上传。' : '';
}

/**
 * @param tell how much of it has arrived, from 0 to 1
 * @throws ApiError, UnreachableError; what did not arrive whole is nowhere kept
 */
export async function sendDocument(
  caseId: string,
  file: File,
  material: string,
  tell: (share: number) => void,
): Promise<void> {
  const { uploads } = await call('startUploads', { path: { id: caseId }, body: { files: [{ size: file.size }] } });
  const [upload] = uploads;
  if (upload === undefined) throw new UnreachableError(true, 'no address');
  await put(upload.url, upload.contentType, file, tell);
  await call('takeDocument', { path: { id: caseId }, body: { uploadId: upload.uploadId, material } });
}

function put(url: string, type: string, file: File, tell: (share: number) => void): Promise<void> {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    const fail = () => reject(new UnreachableError(true, request.statusText));
    request.open('PUT', url);
    request.setRequestHeader('content-type', type);
    request.upload.onprogress = ({ loaded, total }) => tell(total === 0 ? 1 : loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : fail());
    request.onerror = fail;
    request.onabort = fail;
    request.send(file);
  });
}
