/** `npm run -s resume`: goes on with parked cases. */
import { type Answer, RefusedError } from '../desk/desk.ts';
import { machineOptions, readArguments, readRegions, runCommand } from './arguments.ts';
import { openLocalDesk } from './local-desk.ts';

await runCommand(async () => {
  const { values, positionals } = readArguments({
    name: 'resume',
    does: `Goes on with a parked case, or with all that the regions have, after what had failed was put right; prints each
with its state. Ends with 1 if one was not resumed.`,
    takes: ['[CASE]'],
    options: {
      regions: { type: 'string', value: 'CODES', says: 'regions, with commas between', required: true },
      reason: { type: 'string', says: 'why, for the history of each case', required: true },
      sub: { type: 'string', value: 'NAME', says: 'who it is, in histories', default: 'operations' },
      ...machineOptions,
    },
    example: 'npm run -s resume -- --regions 141181 --reason 短信网关已恢复',
  });
  const { reason } = values;
  const regions = readRegions(values.regions);
  const desk = await openLocalDesk(values, { sub: values.sub, role: 'caseworker', regions });

  async function parkedCases(): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { task: 'parked', limit: '100', cursor } as const;
      const page: Answer<'listTasks'> = await desk.ask('listTasks', { query });
      found.push(...page.tasks.map((task) => task.case.caseId));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  for (const id of positionals.length > 0 ? positionals : await parkedCases()) {
    try {
      console.log(`${id}  ${(await desk.ask('resumeCase', { params: { id }, body: { reason } })).state}`);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      console.log(`${id}  ${error.message}`);
      process.exitCode = 1;
    }
  }
});
