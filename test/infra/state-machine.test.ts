import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statementsOfRole } from './permissions-of.ts';
import { type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

const machineSchema = z.object({
  StateMachineName: z.string(),
  StateMachineType: z.literal('STANDARD'),
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.unknown()),
  RoleArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  LoggingConfiguration: z.unknown(),
  EncryptionConfiguration: z.unknown(),
});

const stepSchema = z.object({ Next: z.string().optional() });
const stateSchema = z.looseObject({
  Type: z.enum(['Task', 'Choice', 'Wait', 'Pass', 'Succeed', 'Fail', 'Parallel', 'Map']),
  Comment: z.string().optional(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
  Default: z.string().optional(),
  Choices: z.array(stepSchema).default([]),
  Catch: z.array(stepSchema).default([]),
});
const definitionSchema = z.looseObject({
  QueryLanguage: z.literal('JSONata'),
  StartAt: z.string(),
  States: z.record(z.string(), stateSchema),
});
type State = z.infer<typeof stateSchema>;

let stacks: SynthesizedStacks;
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
});

function machineOf(kind: string) {
  const machines = stacks
    .ofType('AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => machineSchema.parse(Properties));
  const machine = machines.find(({ StateMachineName }) => StateMachineName === `canbao-${kind}`);
  if (!machine) throw new Error(`${kind} has no state machine`);
  return { machine, definition: definitionSchema.parse(JSON.parse(machine.DefinitionString)) };
}

/** The kinds of case: each has a state machine of its name. */
const KINDS = ['late-payment', 'newborn', 'refund'];

/** Only executions that wait under a definition up to 0.1.1 call them. */
const EARLIER = /LatePaymentRemindToPay|NewbornRemindParents/;

const placeholders = (text: string) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name);
const targets = (state: State) =>
  [state, ...state.Choices, ...state.Catch].flatMap(({ Next }) => Next ?? []).concat(state.Default ?? []);

describe.each(KINDS)('The definition of the %s state machine', (kind) => {
  it('has a value for every placeholder, and a placeholder for every value', () => {
    const { machine } = machineOf(kind);
    const used = new Set(placeholders(machine.DefinitionString));
    expect([...used].sort()).toEqual(Object.keys(machine.DefinitionSubstitutions).sort());
  });

  it('names services by the partition of the region, never by arn:aws:', () => {
    const { machine, definition } = machineOf(kind);
    expect(machine.DefinitionSubstitutions.partition).toBe('aws-cn');
    expect(machine.DefinitionString).not.toContain('arn:aws');
    const tasks = Object.values(definition.States).filter(({ Type }) => Type === 'Task');
    expect(tasks.length).toBeGreaterThan(0);
    for (const { Resource } of tasks) {
      expect(Resource).toMatch(/^arn:\$\{partition\}:states:::lambda:invoke(\.waitForTaskToken)?$/);
    }
  });

  it('leads from its start to every state, and only to states that are there', () => {
    const { definition } = machineOf(kind);
    const { StartAt, States } = definition;
    const reached = new Set<string>();
    const open = [StartAt];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const state = States[name];
      expect(state, `state ${name}`).toBeDefined();
      if (state === undefined || reached.has(name)) continue;
      reached.add(name);
      open.push(...targets(state));
    }
    expect([...reached].sort()).toEqual(Object.keys(States).sort());
  });

  it('goes on or ends in every state, never both', () => {
    const { definition } = machineOf(kind);
    for (const [name, state] of Object.entries(definition.States)) {
      const goesOn = state.Type === 'Choice' ? state.Choices.length > 0 : state.Next !== undefined;
      const ends = state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';
      expect([name, goesOn !== ends]).toEqual([name, true]);
    }
  });

  it('passes each function only to states that call it', () => {
    const { machine, definition } = machineOf(kind);
    const called = Object.values(definition.States).flatMap((state) =>
      placeholders(JSON.stringify(state.Arguments ?? {})),
    );
    const passed = Object.keys(machine.DefinitionSubstitutions).filter((name) => name !== 'partition');
    expect([...new Set(called)].sort()).toEqual(passed.sort());
  });
});

describe.each(KINDS)('The %s state machine', (kind) => {
  it('may call exactly the functions that its definition names, and those that earlier ones named', () => {
    const { machine } = machineOf(kind);
    const { partition: _, ...functions } = machine.DefinitionSubstitutions;
    const statements = statementsOfRole(stacks, machine.RoleArn['Fn::GetAtt'][0]);
    const callable = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));
    const text = (value: unknown) => JSON.stringify(value);
    expect(
      callable
        .flatMap(({ Resource }) => Resource)
        .map(text)
        .filter((resource) => !EARLIER.test(resource))
        .sort(),
    ).toEqual(Object.values(functions).map(text).sort());
  });

  it('logs every event and never the data of an execution', () => {
    const { machine } = machineOf(kind);
    expect(machine.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
  });

  it('encrypts executions with our own key, which its role may use for this machine only', () => {
    const { machine } = machineOf(kind);
    expect(machine.EncryptionConfiguration).toMatchObject({
      Type: 'CUSTOMER_MANAGED_KMS_KEY',
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^WorkflowsKey/), 'Arn'] },
    });
    const use = statementsOfRole(stacks, machine.RoleArn['Fn::GetAtt'][0]).find(({ Action }) =>
      Action.includes('kms:Decrypt'),
    );
    const context = use?.Condition?.StringEquals?.['kms:EncryptionContext:aws:states:stateMachineArn'];
    expect(JSON.stringify(context)).toContain(`:stateMachine:${machine.StateMachineName}`);
  });
});
