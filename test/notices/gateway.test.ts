import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextAttempt } from '../../functions/notices/channels/retry-plan.ts';
import { type Gateway, messageId, sendToGateway } from '../../functions/notices/channels/webhook.ts';
import { type GatewayStub, startGateway } from '../support/gateway.ts';

const KEY = 'a key that is shared with the gateway';
const AT = '2026-02-18T01:00:00.000Z';
const message = (number: number) => ({
  id: messageId('L141181-2026-AAAAAAAAAA', `occasion_${number}`),
  to: `1390000000${number}`,
  title: '提醒',
  text: '请缴费',
});

let gateway: GatewayStub;
beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

const send = async (...numbers: number[]) => sendTo({ url: gateway.url, key: KEY }, ...numbers);
const sendTo = async (to: Gateway, ...numbers: number[]) => {
  const messages = numbers.map(message);
  const found = await sendToGateway(to, messages, AT);
  return messages.map(({ id }) => found.get(id)?.outcome);
};

describe('a gateway', () => {
  it('gets number and text, signed with the shared key', async () => {
    expect(await send(1, 2)).toEqual(['accepted', 'accepted']);
    expect([...gateway.delivered.values()].map(({ to }) => to)).toEqual(['13900000001', '13900000002']);
    expect(gateway.allSigned(KEY)).toBe(true);
    expect(gateway.allSigned('another key')).toBe(false);
  });

  it('that refuses a message is not asked for it again', async () => {
    gateway.mood = 'refuses';
    expect(await send(1)).toEqual(['refused']);
  });

  it('that is down, or forgets to answer, leaves the message to be tried again under the same name', async () => {
    gateway.mood = 'down';
    expect(await send(1)).toEqual(['unreached']);
    gateway.mood = 'forgets';
    expect(await send(1)).toEqual(['unreached']);
    gateway.mood = 'up';
    expect(await send(1)).toEqual(['accepted']);
    expect(gateway.delivered.size).toBe(1);
    expect([...gateway.handedOver.values()]).toEqual([2]);
  });

  it('that answers slowly, or twice, is understood', async () => {
    gateway.mood = 'slow';
    expect(await send(1)).toEqual(['accepted']);
    gateway.mood = 'twice';
    expect(await send(2)).toEqual(['accepted']);
  });

  it('that hangs is given up', async () => {
    gateway.mood = 'hangs';
    expect(await sendTo({ url: gateway.url, key: KEY, patienceMs: 50 }, 1)).toEqual(['unreached']);
  });

  it('that stumbles over one message still gets the others', async () => {
    gateway.mood = { stumblesOver: '13900000003' };
    expect(await send(1, 2, 3, 4)).toEqual(['accepted', 'accepted', 'refused', 'accepted']);
  });

  it('that is nowhere leaves everything to be tried again', async () => {
    const found = await sendToGateway({ url: 'http://127.0.0.1:9/nobody', key: KEY }, [message(1)], AT);
    expect([...found.values()]).toEqual([{ outcome: 'unreached', reason: 'gateway_out_of_reach' }]);
  });
});

describe('a message that did not get through', () => {
  it('is tried again ever later, for more than a day and a night', () => {
    let now = AT;
    let attempts = 0;
    for (let next = nextAttempt(1, now); next !== null; next = nextAttempt(attempts + 1, now)) {
      now = next;
      attempts += 1;
    }
    expect(nextAttempt(1, AT)).toBe('2026-02-18T01:01:00.000Z');
    expect(Date.parse(now) - Date.parse(AT)).toBeGreaterThan(24 * 3_600_000);
  });
});
