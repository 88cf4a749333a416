import { expect, test } from 'vitest';
import { assessOn, continuous } from './tables.ts';

const stated = (value: boolean) => ({
  'notice.identityDocuments': {
    passport: { standing: 'stated', value, clause: 'XY-01' },
    permanentResidence: { standing: 'stated', value, clause: 'XY-01' },
  },
});
const assess = (
  identityDocument: 'id_card' | 'hmt_residence_permit' | 'permanent_residence' | 'passport',
  table = {},
) => {
  const { review, basis, amounts } = assessOn(
    'xiaoyi',
    '2026-03-10',
    { ...continuous('xiaoyi'), identityDocument },
    table,
  );
  return {
    asked: review.filter(({ code }) => code.startsWith('identity_document')).map(({ settledBy }) => settledBy),
    cited: basis.some(({ rule }) => rule === 'identity_document'),
    payable: amounts.payable,
  };
};

test.each([
  ['an id card is never asked about', 'id_card', {}, [], false],
  ['a residence permit is taken where the table is silent', 'hmt_residence_permit', {}, [], false],
  ['a permanent residence card too', 'permanent_residence', {}, [], false],
  ['of a passport a silent table asks', 'passport', {}, ['value'], false],
  ['a passport that the notice names is taken by its clause', 'passport', stated(true), [], true],
  ['a document that the notice excludes is put before a person', 'passport', stated(false), ['acknowledgement'], true],
  ['so is a residence card', 'permanent_residence', stated(false), ['acknowledgement'], true],
] as const)('%s', (_rule, document, table, asked, cited) => {
  expect(assess(document, table)).toEqual({ asked, cited, payable: assess('id_card', table).payable });
});
