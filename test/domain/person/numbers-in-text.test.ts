import { expect, test } from 'vitest';
import { holdsPersonalNumber, maskPersonalNumbers } from '../../../functions/domain/person/numbers-in-text.ts';

test.each(['本人 11010519491231002X 申请', '110105 19491231 002x', '电话13900000000', '退到 6200 0000 0000 0005'])(
  '%s names somebody',
  (text) => expect(holdsPersonalNumber(text)).toBe(true),
);

test.each([
  '依据医保办函〔2021〕11号',
  '凭证号 314018250900012345',
  '2026-03-10 已补正',
  '案件 L141181-2026-AAAAAAAAAA',
])('%s names nobody', (text) => expect(holdsPersonalNumber(text)).toBe(false));

test('what a bank says keeps the last four digits', () => {
  expect(maskPersonalNumbers('账号6200000000000005户名不符')).toBe('账号****0005户名不符');
});
