import type { StreamedResponse } from '../../front-door/listener.ts';
import { document, element } from './xml.ts';

/** S3's refusal of a request. */
export class S3Error extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const notServed = (what: string): S3Error =>
  new S3Error(501, 'NotImplemented', `${what} is not known to this machine`);

export const xmlAnswer = (status: number, text: string, headers: Record<string, string> = {}): StreamedResponse => ({
  status,
  headers: { 'content-type': 'application/xml', ...headers },
  body: text,
});

export const errorAnswer = ({ status, code, message }: S3Error, requestId: string): StreamedResponse =>
  xmlAnswer(
    status,
    document(element('Error', element('Code', code), element('Message', message), element('RequestId', requestId))),
  );
