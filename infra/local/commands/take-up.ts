/** `npm run take-up`: lets open cases go on whose execution is gone. */
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { takeUp } from '../../backup/take-up.ts';
import { readArguments, runCommand, storedOptions, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';
import { localClient, withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'take-up',
    does: `Lets every open case go on whose execution is gone, after a restore or after executions were stopped, and prints
their ids. A machine has to run on the data folder.`,
    options: {
      ...storedOptions,
      anew: {
        type: 'boolean',
        says: 'also ends and starts again what runs, where executions are ahead of restored cases',
      },
    },
    example: 'npm run take-up -- --data .data-restored',
  });
  const { data, endpoint, prefix, anew } = values;
  const port = endpoint === undefined ? choosePort({ port: undefined, data }) : undefined;
  if (endpoint === undefined && port === undefined) throw new UsageError(`no machine runs on ${data}; start it`);
  const now = port === undefined ? Date.now() : (await askClock(port)).now;
  const states = new SFNClient(port === undefined ? {} : localClient(port, data));
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const refunds = stateMachines.find(({ name }) => name === `${prefix}-refund`)?.stateMachineArn;
  if (refunds === undefined) throw new UsageError(`there is no state machine ${prefix}-refund`);
  const machines = refunds.replace(/refund$/, '');
  const taken = await withStoredTables(values, ({ client, cases }) =>
    takeUp({ client, cases, states, machines, anew, now: () => now }),
  );
  for (const caseId of taken) console.log(caseId);
  console.log(`${taken.length} cases go on within a minute`);
});
