/**
 * `npm run -s resume -- --regions 141181 --reason TEXT [CASE] [--sub NAME] [--data DIR | --port N]`: goes on with one
 * parked case, or with all that the regions have; prints each with its state. Exit status 1 if one was not resumed.
 */
import { z } from 'zod';
import { openTokens } from '../sign-in/claims.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

const pageSchema = z.object({
  tasks: z.array(z.object({ case: z.object({ caseId: z.string() }) })),
  cursor: z.string().nullable(),
});
const caseSchema = z.object({ state: z.string() });
const problemSchema = z.object({ detail: z.string() });

await runCommand(async () => {
  const { values, positionals } = readOptions(
    {
      regions: { type: 'string', default: '' },
      reason: { type: 'string' },
      sub: { type: 'string', default: 'operations' },
      data: { type: 'string', default: defaultData },
      port: { type: 'string' },
    },
    1,
  );
  const { reason } = values;
  const regions = values.regions.split(/[\s,]+/).filter((region) => region !== '');
  if (reason === undefined || regions.length === 0) {
    throw new UsageError('usage: npm run -s resume -- --regions CODES --reason TEXT [CASE]');
  }
  const port = choosePort({ port: values.port, data: values.data });
  if (port === undefined) throw new UsageError(`no machine runs on ${values.data}; start it, or name --data or --port`);
  const { data, now } = await askClock(port);
  const token = await (await openTokens(data)).sign({ sub: values.sub, role: 'caseworker', regions }, now);
  const address = `http://127.0.0.1:${port}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  async function parkedCases(): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const response: Response = await fetch(`${address}/tasks?task=parked&limit=100${cursor && `&cursor=${cursor}`}`, {
        headers,
      });
      const page: z.output<typeof pageSchema> = pageSchema.parse(await response.json());
      found.push(...page.tasks.map((task) => task.case.caseId));
      cursor = page.cursor;
    }
    return found;
  }

  for (const caseId of positionals.length > 0 ? positionals : await parkedCases()) {
    const request = { method: 'POST', headers, body: JSON.stringify({ reason }) };
    const response = await fetch(`${address}/cases/${caseId}/resumption`, request);
    const body: unknown = await response.json();
    console.log(`${caseId}  ${response.ok ? caseSchema.parse(body).state : problemSchema.parse(body).detail}`);
    if (!response.ok) process.exitCode = 1;
  }
});
