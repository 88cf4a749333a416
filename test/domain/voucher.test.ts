import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameVoucher, mayBeOne, normalVoucher, voucherSchema } from '../../functions/domain/voucher.ts';

test.each(['141-ab12', ' 141-AB12 ', '141-Ab12', '\uFF11\uFF14\uFF11\uFF0D\uFF41\uFF22\uFF11\uFF12'])(
  'a voucher is one, written %s',
  (written) => {
    expect(isSameVoucher(written, '141-AB12')).toBe(true);
    expect(normalVoucher(voucherSchema.parse(written))).toBe('141-AB12');
  },
);

test('zeros in front make another voucher, of which only a person can say whether it is the same', () => {
  expect(isSameVoucher('00141812', '141812')).toBe(false);
  expect(mayBeOne('00141812', '141812')).toBe(true);
  expect(mayBeOne('001418120', '141812')).toBe(false);
  expect(mayBeOne('1041812', '141812')).toBe(false);
});

test('what is taken as a voucher has one normal form', () => {
  const written = fc.stringMatching(/^[ \t]{0,2}[A-Za-z0-9\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A-]{4,30}[ \t]{0,2}$/);
  fc.assert(
    fc.property(written, (text) => {
      const normal = normalVoucher(voucherSchema.parse(text));
      expect(normal).toMatch(/^[A-Z0-9-]{4,30}$/);
      expect(normalVoucher(normal)).toBe(normal);
      expect(isSameVoucher(text, normal)).toBe(true);
    }),
  );
});

test('what is no voucher is refused with what would be right', () => {
  for (const written of ['', '12', 'a b c d', '凭证一二', 'x'.repeat(300)]) {
    expect(voucherSchema.safeParse(written).success).toBe(false);
  }
});
