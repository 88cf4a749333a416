import { join } from 'node:path';
import { httpApi, lambda, makeFolder, role, tokenParameters } from './small-assembly.ts';

const allow = (action: string | string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const scheduled = (expression: string, name: string) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: arnOf('Note'),
      RoleArn: arnOf('SchedulerRole'),
      Input: JSON.stringify({ name, at: '<aws.scheduler.scheduled-time>' }),
    },
  },
});

export const code = {
  // Answers with its event, or as the query asks.
  Echo: `export const handler = async (event) => {
    const ask = event.queryStringParameters?.ask;
    if (ask === 'fail') throw new Error('no');
    if (ask === 'text') return { statusCode: 201, headers: { 'X-A': 'a' }, cookies: ['c=1'], body: '好' };
    if (ask === 'malformed') return { statusCode: 'many' };
    return event;
  };`,
  // Calls a service the way a function does: by its environment. Not the SDK, which these small bundles don't hold, but
  // `near` as the SDK does it: by node:http, which this machine answers from thread to thread.
  Caller: `import http from 'node:http';
    import { text } from 'node:stream/consumers';
    import { askService, signedHeaders } from '${new URL('./signed-request.ts', import.meta.url)}';
    const { AWS_ENDPOINT_URL_DYNAMODB: url, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: ownSecret,
      AWS_SESSION_TOKEN: sessionToken } = process.env;
    const { hostname: host, port } = new URL(url);
    const askNear = (target, body, credentials, sent) => new Promise((resolve, reject) => {
      const headers = signedHeaders(url, target, JSON.stringify(body), credentials);
      http.request({ method: 'POST', host, port, path: '/', headers }, async (response) =>
        resolve([response.statusCode, JSON.parse(await text(response)), response.socket === undefined]))
        .on('error', reject).end(JSON.stringify(sent ?? body));
    });
    export const handler = async ({ near, target, body, sent, secretAccessKey = ownSecret }) => {
      const credentials = { accessKeyId, secretAccessKey, sessionToken };
      if (near) {
        const [status, answer, hasNoSocket] = await askNear(target, body, credentials, sent);
        if (!hasNoSocket) throw new Error('it went over HTTP');
        return [status, answer];
      }
      const response = await askService(url, target, body, credentials);
      return [response.status, await response.json()];
    };`,
  Note: `import { appendFileSync } from 'node:fs';
    let tries = 0;
    export const handler = async ({ name, at }) => {
      appendFileSync(process.env.NOTES, name + ' ' + at + '\\n');
      if (name === 'weekly' && ++tries < 4) throw new Error('not yet');
    };`,
};

const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: `arn:\${partition}:states:::lambda:invoke`,
      Arguments: { FunctionName: `\${CallerArn}`, Payload: '{% $states.input %}' },
      Output: '{% $states.result.Payload %}',
      End: true,
    },
  },
});

const states = (name: string, States: object, roleId: string, substitutions: object = {}) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: name,
    DefinitionString: JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States }),
    DefinitionSubstitutions: substitutions,
    RoleArn: arnOf(roleId),
  },
});
/** A distributed map, whose children are executions of the same machine. */
const eachItem = {
  Each: {
    Type: 'Map',
    Items: [1, 2],
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Item',
      States: { Item: { Type: 'Pass', End: true } },
    },
    End: true,
  },
};
const startMachine = {
  Start: {
    Type: 'Task',
    Resource: 'arn:aws-cn:states:::states:startExecution',
    Arguments: { StateMachineArn: `\${MachineArn}` },
    End: true,
  },
};

/** File that the function Note writes to. */
export const notes = join(makeFolder(), 'notes');
export const data = {
  Outputs: {
    TableArn: { Value: arnOf('Table'), Export: { Name: 'data:TableArn' } },
    Secret: { Value: { Ref: 'Secret' } },
  },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'cases',
        AttributeDefinitions: ['id', 'queue'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'queue',
            KeySchema: [{ AttributeName: 'queue', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [{ Region: 'cn-northwest-1' }],
      },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    },
  },
};
export const api = {
  dependencies: ['data'],
  Parameters: tokenParameters,
  Resources: {
    EchoRole: role('lambda'),
    Echo: lambda('Echo'),
    CallerRole: role('lambda', [
      allow(['dynamodb:GetItem', 'dynamodb:Query'], { 'Fn::ImportValue': 'data:TableArn' }),
      { Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' },
      {
        ...allow('states:StartExecution', arnOf('Maps')),
        Condition: { 'ForAnyValue:StringEquals': { 'states:StateMachineQualifier': ['live'] } },
      },
    ]),
    Caller: lambda('Caller'),
    NoteRole: role('lambda'),
    Note: lambda('Note', { Environment: { Variables: { NOTES: notes } } }),
    SchedulerRole: role('scheduler', [allow('lambda:InvokeFunction', arnOf('Note'))]),
    Hourly: scheduled('rate(1 hour)', 'hourly'),
    Daily: scheduled('cron(0 9 * * ? *)', 'daily'),
    Weekly: scheduled('cron(0 12 ? * SAT *)', 'weekly'),
    MachineRole: role('states', [allow('lambda:InvokeFunction', arnOf('Caller'))]),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'machine',
        DefinitionString: definition,
        DefinitionSubstitutions: { partition: { Ref: 'AWS::Partition' }, CallerArn: arnOf('Caller') },
        RoleArn: arnOf('MachineRole'),
      },
    },
    Forbidden: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'forbidden',
        DefinitionString: definition,
        DefinitionSubstitutions: { partition: { Ref: 'AWS::Partition' }, CallerArn: arnOf('Echo') },
        RoleArn: arnOf('MachineRole'),
      },
    },
    MapsRole: role('states', [
      allow('states:StartExecution', 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:maps'),
    ]),
    Maps: states('maps', eachItem, 'MapsRole'),
    MapsVersion: { Type: 'AWS::StepFunctions::StateMachineVersion', Properties: { StateMachineArn: arnOf('Maps') } },
    MapsLive: {
      Type: 'AWS::StepFunctions::StateMachineAlias',
      Properties: {
        Name: 'live',
        DeploymentPreference: { Type: 'ALL_AT_ONCE', StateMachineVersionArn: arnOf('MapsVersion') },
      },
    },
    ForbiddenMaps: states('forbidden-maps', eachItem, 'MapsRole'),
    ForbiddenStart: states('forbidden-start', startMachine, 'MapsRole', { MachineArn: arnOf('Machine') }),
    ...httpApi(
      {
        'GET /cases/{id}': { to: 'Echo' },
        'POST /cases': { to: 'Echo', open: true },
        'GET /scoped': { to: 'Echo', scopes: ['small/few'] },
        'GET /few': { to: 'Echo', open: true },
      },
      { RouteSettings: { 'GET /few': { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.001 } } },
    ),
  },
};
