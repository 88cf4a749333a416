/** The daily run of the reminders beside state machines that are run near: its functions, on the days that have something due. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { addDays, dateOfInstant, type LocalDate } from '../../functions/domain/calendar.ts';
import { openDocumentClient } from '../../functions/store/client.ts';

const SECRET = 'arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:person';
const dueSchema = z.object({ dueKey: z.string().transform((key) => key.split('#')) });

/** Sets what the functions read of their environment: no gateway, so that messages stay to be seen in the outbox. */
export async function openMorningReminders() {
  Object.assign(process.env, { GATEWAY_SECRET_ARN: SECRET, GATEWAY_URL: 'none', QUIET_HOURS: '21:00-08:00' });
  const { handler: sendDue } = await import('../../functions/tasks/reminders/send-due.ts');
  const client = openDocumentClient();

  async function due(): Promise<{ day: LocalDate; shard: string }[]> {
    const { Items = [] } = await client.send(
      new ScanCommand({ TableName: 'Reminders', FilterExpression: 'attribute_exists(dueKey)' }),
    );
    return Items.flatMap((item) => {
      const [day = '', shard = ''] = dueSchema.parse(item).dueKey;
      return [{ day: dateOfInstant(`${day}T00:00:00+08:00`), shard }];
    });
  }

  return {
    /** The next morning after an instant on which something is due; null if there is none. */
    async next(after: number): Promise<number | null> {
      const days = (await due()).map(({ day }) => morningFrom(day, after));
      return days.length === 0 ? null : Math.min(...days);
    },
    async run(now: number): Promise<void> {
      const at = new Date(now).toISOString();
      const today = dateOfInstant(at);
      const slices = (await due()).filter(({ day }) => day <= today);
      for (const slice of new Map(slices.map((one) => [`${one.day} ${one.shard}`, one])).values()) {
        await sendDue({ ...slice, at });
      }
    },
  };
}

const morning = (day: string): number => Date.parse(`${day}T09:00:00+08:00`);

/** 09:00 of the day, or the first one after an instant. */
function morningFrom(day: LocalDate, after: number): number {
  const today = dateOfInstant(new Date(after).toISOString());
  const next = morning(today) > after ? today : addDays(today, 1);
  return morning(day > next ? day : next);
}
