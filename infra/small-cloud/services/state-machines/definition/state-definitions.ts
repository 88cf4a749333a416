import { isJsonObject } from '../expressions/json.ts';
import type { ExpressionTemplate } from '../expressions/templates.ts';
import type { Catcher, Resource, Retrier, State, Workflow } from './definition.ts';
import { DefinitionError } from './definition-error.ts';
import { FieldReader } from './definition-fields.ts';

const ONWARD = ['Next', 'End'];
const OUTCOME = ['Output', 'Assign'];
const RECOVERY = ['Retry', 'Catch'];
const FIELDS: Record<string, string[]> = {
  Pass: [...ONWARD, ...OUTCOME],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
  Wait: ['Seconds', 'Timestamp', ...ONWARD, ...OUTCOME],
  Choice: ['Choices', 'Default', ...OUTCOME],
  Task: ['Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds', ...ONWARD, ...OUTCOME, ...RECOVERY],
  Parallel: ['Branches', 'Arguments', ...ONWARD, ...OUTCOME, ...RECOVERY],
  Map: [
    ...['Items', 'ItemSelector', 'ItemProcessor', 'Iterator', 'ItemBatcher', 'Label', 'MaxConcurrency'],
    ...['ToleratedFailureCount', 'ToleratedFailurePercentage', ...ONWARD, ...OUTCOME, ...RECOVERY],
  ],
};
const JSONATA_ONLY = ['Arguments', 'Output', 'Items'];
const JSONPATH_ONLY = new Set(
  ['InputPath', 'OutputPath', 'ResultPath', 'ItemsPath', 'SecondsPath', 'TimestampPath', 'TimeoutSecondsPath'].concat(
    ['HeartbeatSecondsPath', 'MaxConcurrencyPath', 'ErrorPath', 'CausePath', 'Parameters', 'ResultSelector', 'Result'],
    ['ToleratedFailureCountPath', 'ToleratedFailurePercentagePath', 'Variable'],
  ),
);
const LONGEST = 99_999_999; // seconds

/** Whether the language is JSONata here. A state of a JSONPath machine may turn to JSONata, but not the other way. */
export function readLanguage(fields: FieldReader, jsonata: boolean): boolean {
  const language = fields.text('QueryLanguage');
  if (language === undefined) return jsonata;
  if (language === 'JSONata') return true;
  if (language !== 'JSONPath') return fields.refuse('QueryLanguage', 'must be JSONata.');
  if (jsonata) return fields.refuse('QueryLanguage', 'cannot go back to JSONPath in a JSONata state machine.');
  return false;
}

export function readWorkflow(fields: FieldReader, jsonata: boolean): Workflow {
  const startAt = fields.requiredText('StartAt');
  const listed = fields.nested('States') ?? fields.refuse('States', 'is missing.');
  const states = new Map<string, State>();
  for (const [name, value] of Object.entries(listed.object)) {
    if (name.length === 0 || name.length > 80) throw new DefinitionError('a state name has 1 to 80 characters.', name);
    if (!isJsonObject(value)) throw new DefinitionError('must be an object.', name);
    states.set(name, readState(name, new FieldReader(value, name), jsonata));
  }
  return { startAt, states, timeoutSeconds: undefined };
}

/** Reads one state. @throws DefinitionError */
function readState(name: string, fields: FieldReader, inherited: boolean): State {
  const jsonata = readLanguage(fields, inherited);
  const type = fields.requiredText('Type');
  checkFields(type, fields, jsonata);
  const outcome = readOutcome(fields);
  switch (type) {
    case 'Pass':
      return { type, name, next: readNext(fields), ...outcome };
    case 'Succeed':
      return { type, name, next: undefined, ...outcome };
    case 'Fail':
      return { type, name, error: fields.template('Error'), cause: fields.template('Cause') };
    case 'Wait':
      return { type, name, next: readNext(fields), ...outcome, ...readWait(fields) };
    case 'Choice':
      return { type, name, next: fields.text('Default'), ...outcome, choices: readChoices(fields) };
    case 'Task':
      checkHeartbeat(fields);
      return {
        ...{ type, name, next: readNext(fields), ...outcome, ...readRecovery(fields) },
        resource: readResource(fields),
        arguments: fields.template('Arguments'),
        timeoutSeconds: fields.numberTemplate('TimeoutSeconds', 1, LONGEST),
        heartbeatSeconds: fields.numberTemplate('HeartbeatSeconds', 1, LONGEST),
      };
    case 'Parallel':
      return {
        ...{ type, name, next: readNext(fields), ...outcome, ...readRecovery(fields) },
        arguments: fields.template('Arguments'),
        branches: readBranches(fields, jsonata),
      };
    case 'Map':
      return {
        type,
        name,
        next: readNext(fields),
        ...outcome,
        ...readRecovery(fields),
        ...readMap(fields, name, jsonata),
      };
    default:
      return fields.refuse('Type', `'${type}' is no type of state.`);
  }
}

function checkFields(type: string, fields: FieldReader, jsonata: boolean): void {
  const known = FIELDS[type] ?? fields.refuse('Type', `'${type}' is no type of state.`);
  for (const field of Object.keys(fields.object)) {
    if (JSONPATH_ONLY.has(field)) fields.refuse(field, 'is JSONPath; only JSONata runs here.');
    if (field === 'ItemReader' || field === 'ResultWriter')
      fields.refuse(field, 'needs S3, which is not in this cloud.');
    if (!jsonata && JSONATA_ONLY.includes(field)) fields.refuse(field, 'needs "QueryLanguage": "JSONata".');
  }
  fields.only(['Type', 'Comment', 'QueryLanguage', ...known]);
}

function readOutcome(
  fields: FieldReader,
  at = '',
): { output: ExpressionTemplate | undefined; assign: ExpressionTemplate | undefined } {
  return { output: fields.template('Output', `${at}Output`), assign: fields.assignment('Assign', `${at}Assign`) };
}

function readNext(fields: FieldReader): string | undefined {
  const next = fields.text('Next');
  const end = fields.flag('End');
  if (next === undefined && !end) return fields.refuse('Next', 'is missing: a state has Next or "End": true.');
  if (next !== undefined && end) return fields.refuse('End', 'cannot stand beside Next.');
  return next;
}

function readWait(fields: FieldReader) {
  const seconds = fields.numberTemplate('Seconds', 0, LONGEST);
  const timestamp = fields.template('Timestamp');
  if ((seconds === undefined) === (timestamp === undefined))
    fields.refuse('Seconds', 'or Timestamp is needed, and only one.');
  return { seconds, timestamp };
}

function readChoices(fields: FieldReader) {
  const choices = fields.objects('Choices');
  if (choices.length === 0) fields.refuse('Choices', 'needs at least one rule.');
  return choices.map((rule, index) => {
    rule.only(['Condition', 'Next', 'Output', 'Assign', 'Comment']);
    const condition =
      rule.template('Condition', `Choices[${index}]/Condition`) ?? rule.refuse('Condition', 'is missing.');
    if (condition.kind !== 'expression' && typeof rule.object.Condition !== 'boolean') {
      rule.refuse('Condition', 'must be an expression, true or false.');
    }
    return { condition, next: rule.requiredText('Next'), ...readOutcome(rule, `Choices[${index}]/`) };
  });
}

function checkHeartbeat(fields: FieldReader): void {
  const { TimeoutSeconds, HeartbeatSeconds } = fields.object;
  if (typeof TimeoutSeconds !== 'number' || typeof HeartbeatSeconds !== 'number') return;
  if (HeartbeatSeconds >= TimeoutSeconds) fields.refuse('HeartbeatSeconds', 'must be less than TimeoutSeconds.');
}

const RESOURCE = /^arn:[\w-]+:states:[^:]*:[^:]*:([\w-]+:\w+)(?:\.(waitForTaskToken|sync:2|sync))?$/;
const PATTERNS: Record<string, Resource['pattern']> = { waitForTaskToken: 'token', sync: 'sync', 'sync:2': 'sync2' };

function readResource(fields: FieldReader): Resource {
  const arn = fields.requiredText('Resource');
  if (/^arn:[\w-]+:lambda:[^:]*:[^:]*:function:.+$/.test(arn))
    return { arn, integration: 'lambda', pattern: 'request' };
  const [, integration, pattern] = RESOURCE.exec(arn) ?? [];
  if (integration === undefined)
    return fields.refuse('Resource', `'${arn}' is no function and no service integration.`);
  return { arn, integration, pattern: PATTERNS[pattern ?? ''] ?? 'request' };
}

function readRecovery(fields: FieldReader): { retry: Retrier[]; catch: Catcher[] } {
  const retry = fields.objects('Retry').map((retrier, index, all): Retrier => {
    retrier.only([
      'ErrorEquals',
      'IntervalSeconds',
      'MaxAttempts',
      'BackoffRate',
      'MaxDelaySeconds',
      'JitterStrategy',
      'Comment',
    ]);
    const jitter = retrier.text('JitterStrategy') ?? 'NONE';
    if (jitter !== 'FULL' && jitter !== 'NONE') retrier.refuse('JitterStrategy', 'is FULL or NONE.');
    return {
      errors: readErrors(retrier, index === all.length - 1),
      intervalSeconds: retrier.whole('IntervalSeconds', 1, LONGEST) ?? 1,
      maxAttempts: retrier.whole('MaxAttempts', 0, LONGEST) ?? 3,
      backoffRate: retrier.number('BackoffRate', 1, LONGEST) ?? 2,
      maxDelaySeconds: retrier.whole('MaxDelaySeconds', 1, 31_622_400),
      fullJitter: jitter === 'FULL',
    };
  });
  const catchers = fields.objects('Catch').map((catcher, index, all): Catcher => {
    catcher.only(['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment']);
    const errors = readErrors(catcher, index === all.length - 1);
    return { errors, next: catcher.requiredText('Next'), ...readOutcome(catcher, `Catch[${index}]/`) };
  });
  return { retry, catch: catchers };
}

function readErrors(fields: FieldReader, last: boolean): string[] {
  const value = fields.object.ErrorEquals;
  if (!Array.isArray(value) || value.length === 0) return fields.refuse('ErrorEquals', 'must list error names.');
  const errors = value.map((name) =>
    typeof name === 'string' ? name : fields.refuse('ErrorEquals', 'must list error names.'),
  );
  if (errors.includes('States.ALL') && (errors.length > 1 || !last)) {
    fields.refuse('ErrorEquals', 'States.ALL must stand alone, in the last entry.');
  }
  return errors;
}

function readBranches(fields: FieldReader, jsonata: boolean): Workflow[] {
  const branches = fields.objects('Branches');
  if (branches.length === 0) fields.refuse('Branches', 'needs at least one branch.');
  return branches.map((branch) => {
    branch.only(['StartAt', 'States', 'Comment', 'QueryLanguage']);
    return readWorkflow(branch, readLanguage(branch, jsonata));
  });
}

function readMap(fields: FieldReader, name: string, jsonata: boolean) {
  const processor =
    fields.nested('ItemProcessor') ?? fields.nested('Iterator') ?? fields.refuse('ItemProcessor', 'is missing.');
  processor.only(['ProcessorConfig', 'StartAt', 'States', 'Comment', 'QueryLanguage']);
  const config = processor.nested('ProcessorConfig');
  config?.only(['Mode', 'ExecutionType']);
  const mode = config?.text('Mode') ?? 'INLINE';
  if (config && mode !== 'INLINE' && mode !== 'DISTRIBUTED') config.refuse('Mode', 'is INLINE or DISTRIBUTED.');
  const distributed = mode === 'DISTRIBUTED';
  if (config && distributed && config.text('ExecutionType') !== 'STANDARD') {
    config.refuse('ExecutionType', 'must be STANDARD here: express executions are not in this cloud.');
  }
  const label = fields.text('Label');
  if (label !== undefined && !/^[\w-]{1,40}$/.test(label))
    fields.refuse('Label', 'has letters, digits, - and _, at most 40.');
  const batch = fields.nested('ItemBatcher');
  batch?.only(['MaxItemsPerBatch', 'MaxInputBytesPerBatch', 'BatchInput']);
  if (batch && !distributed) fields.refuse('ItemBatcher', 'needs a distributed Map.');
  return {
    distributed,
    label: label ?? name.replace(/[^\w-]/g, '').slice(0, 40),
    items: fields.template('Items'),
    itemSelector: fields.template('ItemSelector'),
    processor: readWorkflow(processor, readLanguage(processor, jsonata)),
    maxConcurrency: fields.numberTemplate('MaxConcurrency', 0, 10_000),
    toleratedFailureCount: fields.numberTemplate('ToleratedFailureCount', 0, LONGEST),
    toleratedFailurePercentage: fields.numberTemplate('ToleratedFailurePercentage', 0, 100),
    batch: batch && {
      items: batch.numberTemplate('MaxItemsPerBatch', 1, LONGEST),
      bytes: batch.numberTemplate('MaxInputBytesPerBatch', 1, 262_144),
      input: batch.template('BatchInput', 'ItemBatcher/BatchInput'),
    },
  };
}
