/** Whether the document by which a person is known is one with which one can be insured there. */
import type { DecisionRecord } from '../decision.ts';
import { DOCUMENT_NAMES } from '../person/identity-document.ts';
import type { LatePaymentRequest } from './request.ts';

const FIELDS = {
  hmt_residence_permit: 'hmtResidencePermit',
  permanent_residence: 'permanentResidence',
  passport: 'passport',
} as const;

/**
 * Residence permits are taken where the table is silent: nationwide rules let their holders join as residents do, and
 * their numbers were always taken. Of a passport a person decides.
 */
export function decideDocument({ identityDocument }: LatePaymentRequest, record: DecisionRecord): void {
  if (identityDocument === undefined || identityDocument === 'id_card') return;
  const name = FIELDS[identityDocument];
  const value = record.table.notice.identityDocuments[name];
  if (value.standing === 'silent' && identityDocument !== 'passport') return;
  const field = `notice.identityDocuments.${name}`;
  if (record.use('identity_document', field, value) !== false) return;
  const message = `政策规定不能凭${DOCUMENT_NAMES[identityDocument]}参保，请核对参保人有没有其他证件`;
  record.review('identity_document_refused', field, message, 'acknowledgement');
}
