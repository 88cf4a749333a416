import type { Engine } from '../engine/engine.ts';
import type { IndexedExecution } from '../engine/execution-index.ts';
import { StepFunctionsError } from '../engine/step-functions-error.ts';
import { readPage } from './pages.ts';
import type { RequestFields } from './request-fields.ts';

const ARN = 2_048;
export const INCLUDED = ['ALL_DATA', 'METADATA_ONLY'] as const;

export async function describeStateMachine(engine: Engine, fields: RequestFields): Promise<object> {
  const arn = fields.requiredText('stateMachineArn', ARN);
  const { machine, version } = engine.targetOf(arn);
  const { name, definition: whole, roleArn, created, revision } = machine;
  // AWS gives an empty definition where only what is about it is wanted.
  const definition = fields.oneOf('includedData', INCLUDED) === 'METADATA_ONLY' ? '{}' : whole;
  const first = engine.versions.of(name)[0];
  // A machine that was never updated has no revision yet.
  const updated = first !== undefined && first.revision !== revision && { revisionId: revision };
  return {
    ...{ stateMachineArn: version === undefined ? machine.arn : `${machine.arn}:${version}` },
    ...{ name, status: 'ACTIVE', definition, roleArn, type: 'STANDARD', ...updated },
    ...{ creationDate: created / 1000, loggingConfiguration: { level: 'OFF', includeExecutionData: false } },
  };
}

/** What an execution follows, which may be another definition than its machine has by now. */
export async function describeForExecution(
  engine: Engine,
  entry: IndexedExecution,
  fields: RequestFields,
): Promise<object> {
  const execution = await engine.load(entry);
  const whole = execution && engine.journal.definition(execution.definition);
  const definition = fields.oneOf('includedData', INCLUDED) === 'METADATA_ONLY' ? '{}' : whole;
  if (!execution || definition === undefined)
    throw new StepFunctionsError(
      'ExecutionDoesNotExist',
      `Execution Does Not Exist: '${engine.arns.execution(entry.key)}'`,
    );
  const { machine: name, roleArn, started } = execution;
  return { stateMachineArn: engine.arns.stateMachine(name), name, definition, roleArn, updateDate: started / 1000 };
}

export async function listVersions(engine: Engine, fields: RequestFields): Promise<object> {
  const { name, arn } = engine.machineByArn(fields.requiredText('stateMachineArn', ARN));
  const newestFirst = engine.versions.of(name).toReversed();
  const page = readPage(newestFirst, fields.pageSize(), `versions ${name}`, fields.text('nextToken', 1024));
  const stateMachineVersions = page.items.map(({ number, published }) => {
    return { stateMachineVersionArn: `${arn}:${number}`, creationDate: published / 1000 };
  });
  return { stateMachineVersions, nextToken: page.nextToken };
}

export async function listAliases(engine: Engine, fields: RequestFields): Promise<object> {
  const { name, arn } = engine.machineByArn(fields.requiredText('stateMachineArn', ARN));
  const page = readPage(
    engine.versions.aliasesOf(name),
    fields.pageSize(),
    `aliases ${name}`,
    fields.text('nextToken', 1024),
  );
  const stateMachineAliases = page.items.map((alias) => {
    return { stateMachineAliasArn: `${arn}:${alias.name}`, creationDate: alias.created / 1000 };
  });
  return { stateMachineAliases, nextToken: page.nextToken };
}

export async function describeAlias(engine: Engine, fields: RequestFields): Promise<object> {
  const stateMachineAliasArn = fields.requiredText('stateMachineAliasArn', 256);
  const { machine, alias: name } = engine.targetOf(stateMachineAliasArn);
  const alias = engine.versions.aliasesOf(machine.name).find((one) => one.name === name);
  if (!alias) throw new StepFunctionsError('ResourceNotFound', `Resource not found: '${stateMachineAliasArn}'`);
  const routingConfiguration = [{ stateMachineVersionArn: `${machine.arn}:${alias.version}`, weight: 100 }];
  return {
    ...{ stateMachineAliasArn, name: alias.name, routingConfiguration },
    ...{ creationDate: alias.created / 1000, updateDate: alias.updated / 1000 },
  };
}
