import { expect, test } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { listedOn } from '../../../functions/domain/refund/listed-on.ts';
import type { RefundRequest } from '../../../functions/domain/refund/request.ts';

const appliedOn = localDate('2026-03-10');
const paidOn = [localDate('2026-01-05'), localDate('2025-11-02')];

const dayFor = (ground: RefundRequest['ground']) => listedOn({ ground, appliedOn }, paidOn);

test('who asks for aid back is on the list at the application', () => {
  expect(dayFor('aid_recognised')).toBe(appliedOn);
});

test('who was on a list as it was paid counts for when benefits began, though nobody dead is on any', () => {
  expect([dayFor('death'), dayFor('duplicate_payment')]).toEqual([paidOn[0], paidOn[0]]);
});

test('a departure hangs on no list', () => {
  expect(dayFor('departure')).toBeNull();
});
