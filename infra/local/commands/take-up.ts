/**
 * `npm run take-up -- [--data DIR | --endpoint URL] [--anew]`: lets every open case go on whose execution is gone, after a
 * restore or after executions were stopped; prints their ids. A machine has to run on the data folder. `--anew` also
 * ends and starts again what runs: after a restore in place, where executions are ahead of their restored cases.
 */
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { takeUp } from '../../backup/take-up.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';
import { localClient, withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readOptions({
    data: { type: 'string', default: defaultData },
    endpoint: { type: 'string' },
    anew: { type: 'boolean', default: false },
  });
  const { data, endpoint, anew } = values;
  const port = endpoint === undefined ? choosePort({ port: undefined, data }) : undefined;
  if (endpoint === undefined && port === undefined) throw new UsageError(`no machine runs on ${data}; start it`);
  const now = port === undefined ? Date.now() : (await askClock(port)).now;
  const states = new SFNClient(port === undefined ? {} : localClient(port, data));
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const refunds = stateMachines.find(({ name }) => name === 'canbao-refund')?.stateMachineArn;
  if (refunds === undefined) throw new UsageError('there is no state machine canbao-refund');
  const machines = refunds.replace(/refund$/, '');
  const taken = await withStoredTables(values, ({ client, cases }) =>
    takeUp({ client, cases, states, machines, anew, now: () => now }),
  );
  for (const caseId of taken) console.log(caseId);
  console.log(`${taken.length} cases go on within a minute`);
});
