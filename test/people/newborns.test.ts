/** Reports 2 and 7: on each day that a child's own assessment lists, the reminder is sent, with year, amount and last day. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { guidanceOf } from '../../functions/notices/guidance.ts';
import { writeNewbornReminder } from '../../functions/notices/newborn/newborn-reminder.ts';
import { answer } from '../domain/answers.ts';
import { tableOn } from '../support/decided-cases.ts';

const child = z.object({ remindOn: z.array(z.string()), policy: z.object({ coverageYear: z.number() }) });

test.each([
  ['321000', 2025, '2025-01-05'],
  ['321000', 2025, '2025-07-20'],
  ['321000', 2025, '2025-12-10'],
  ['140400', 2025, '2024-03-05'],
  ['140400', 2025, '2024-12-20'],
  ['141181', 2026, '2025-11-30'],
])('in %s for %i a child born on %s is reminded on each of its days', async (region, coverageYear, bornOn) => {
  let listed = 0;
  for (let age = 0; age < 400; age += 1) {
    const asOf = addDays(localDate(bornOn), age);
    const { remindOn, policy } = child.parse(await answer('newborn', { region, bornOn, asOf }));
    if (policy.coverageYear !== coverageYear || !remindOn.includes(asOf)) continue;
    listed += 1;
    const asked = await answer('reminder', { region, coverageYear, bornOn, asOf });
    expect(asked, asOf).toMatchObject({ send: true, template: 'newborn' });
    // Which year a payment in the new year is for has to be said first.
    if (region === '321000' && asOf > '2025-12-31') continue;
    expect(asked).toMatchObject({ quote: { payable: expect.stringMatching(/^[34]00\.00$/) } });
  }
  expect(listed).toBeGreaterThan(1);
});

describe('the letter to the parents of a child with a window after birth', () => {
  const letter = (bornOn: string, today: string) => {
    const policy = tableOn('321000', 2025, today);
    const asOf = localDate(today);
    const facts = { bornOn: localDate(bornOn) };
    const assessment = assessNewborn({ region: '321000', asOf, ...facts }, policy);
    const masked = { masked: { name: '试*' } };
    const noticed = { caseId: 'N321000-AAAA', coverageYear: 2025, guidance: guidanceOf(policy.table), parent: masked };
    const told = { ...noticed, child: masked, facts, numberKnown: true, assessment };
    return writeNewbornReminder(told, asOf, false).body.join('\n');
  };

  test('says the year, the amount and the last day', () => {
    const text = letter('2025-07-20', '2025-09-20');
    expect(text).toContain('2025-10-20');
    expect(text).toContain('2025 年度缴费 300.00 元');
    expect(text).not.toContain('2026');
  });

  test('says from when on the year of the payment has to be said, where the window goes over the new year', () => {
    expect(letter('2025-12-10', '2025-12-20')).toContain('2026-01-01 以后缴费的');
  });
});
