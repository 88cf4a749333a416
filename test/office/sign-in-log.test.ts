import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSignInLog } from '../../infra/office/accounts/sign-in-log.ts';
import { officePath } from '../../infra/office/settings.ts';

const data = mkdtempSync(join(tmpdir(), 'canbao-sign-ins-'));
afterAll(() => rmSync(data, { recursive: true }));

test('half a line that a kill has left is shown as one that cannot be read, and takes no other line with it', () => {
  const log = openSignInLog(
    data,
    () => Date.parse('2026-03-10T09:00:00+08:00'),
    () => {},
  );
  log.add({ event: 'signed-in', account: 'lin', address: '10.0.0.7' });
  const folder = officePath(data, 'sign-ins');
  const [file = ''] = readdirSync(folder);
  appendFileSync(join(folder, file), '{"at":"2026-03-10T09:00');
  log.add({ event: 'signed-out', account: 'lin', address: '10.0.0.7' });
  expect(log.latest(10).map(({ event, account }) => [event, account])).toEqual([
    ['signed-out', 'lin'],
    ['unreadable', null],
    ['signed-in', 'lin'],
  ]);
});
