import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

let stacks: SynthesizedStacks;
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
});

describe('The HTTP API', () => {
  it('has these routes, and asks for a token on all but the one that describes it, the files of the console and the page for everybody', () => {
    const routes = stacks
      .ofType('AWS::ApiGatewayV2::Route')
      .map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType]);
    expect(Object.fromEntries(routes)).toEqual({
      'GET /': 'NONE',
      'GET /console': 'NONE',
      'GET /console/{path+}': 'NONE',
      'GET /openapi.json': 'NONE',
      'GET /estimate': 'NONE',
      'GET /estimate/{region}': 'NONE',
      'GET /estimate/{region}/{matter}': 'NONE',
      'POST /estimate/{region}/{matter}': 'NONE',
      'GET /cases': 'JWT',
      'GET /cases/count': 'JWT',
      'GET /cases/sheet': 'JWT',
      'GET /cases/{id}': 'JWT',
      'GET /cases/{id}/documents': 'JWT',
      'POST /cases/{id}/documents': 'JWT',
      'POST /cases/{id}/documents/uploads': 'JWT',
      'POST /cases/{id}/documents/{document}/address': 'JWT',
      'POST /cases/{id}/documents/{document}/strike': 'JWT',
      'GET /cases/{id}/family': 'JWT',
      'GET /cases/{id}/person': 'JWT',
      'GET /audit/{region}/{day}': 'JWT',
      'GET /audit/{region}/{day}/records': 'JWT',
      'GET /statistics': 'JWT',
      'GET /statistics/sheet': 'JWT',
      'GET /tasks': 'JWT',
      'GET /tasks/count': 'JWT',
      'GET /deadlines': 'JWT',
      'GET /deadlines/{day}': 'JWT',
      'GET /policies': 'JWT',
      'GET /policies/{region}/{coverageYear}': 'JWT',
      'GET /collections': 'JWT',
      'GET /outbox': 'JWT',
      'GET /dead-letters': 'JWT',
      'POST /dead-letters/{id}/retry': 'JWT',
      'POST /stop-list': 'JWT',
      'POST /reminders/said-paid': 'JWT',
      'GET /reminders': 'JWT',
      'GET /reminders/unplannable': 'JWT',
      'GET /cases/{id}/notices/{occasion}': 'JWT',
      'GET /print-files/{region}/{day}': 'JWT',
      'GET /policies/{region}/{coverageYear}/revived': 'JWT',
      'GET /payments': 'JWT',
      'GET /payments/unallocated': 'JWT',
      'POST /agencies/{region}': 'JWT',
      'POST /assessments/{kind}': 'JWT',
      'POST /cases': 'JWT',
      'POST /cases/{id}/withdrawal': 'JWT',
      'POST /cases/{id}/hold': 'JWT',
      'POST /cases/{id}/correction': 'JWT',
      'POST /cases/{id}/take': 'JWT',
      'POST /cases/{id}/hand-over': 'JWT',
      'POST /cases/{id}/notes': 'JWT',
      'POST /desk': 'JWT',
      'GET /colleagues': 'JWT',
      'GET /inbox': 'JWT',
      'POST /inbox/seen': 'JWT',
      'POST /cases/{id}/resumption': 'JWT',
      'POST /cases/{id}/reveals': 'JWT',
      'POST /cases/{id}/account': 'JWT',
      'POST /cases/{id}/audit-packs': 'JWT',
      'POST /policy-texts': 'JWT',
      'POST /policies/{region}/{coverageYear}/work': 'JWT',
      'GET /policies/{region}/{coverageYear}/work': 'JWT',
      'POST /policies/{region}/{coverageYear}/drafts': 'JWT',
      'GET /policies/{region}/{coverageYear}/drafts': 'JWT',
      'GET /policies/{region}/{coverageYear}/drafts/{version}': 'JWT',
      'GET /policies/{region}/{coverageYear}/drafts/{version}/impact': 'JWT',
      'POST /policies/{region}/{coverageYear}/drafts/{version}/impact': 'JWT',
      'POST /policies/{region}/{coverageYear}/drafts/{version}/approval': 'JWT',
      'POST /policies/{region}/{coverageYear}/drafts/{version}/publication': 'JWT',
      'POST /policies/{region}/{coverageYear}/drafts/{version}/withdrawal': 'JWT',
      'POST /tasks/{id}/decision': 'JWT',
      'POST /trials': 'JWT',
      'POST /payments': 'JWT',
      'POST /payments/search': 'JWT',
      'POST /payments/{voucher}/allocation': 'JWT',
      'POST /payouts/{instruction}/result': 'JWT',
      'POST /payouts/{instruction}/bounce': 'JWT',
      'POST /cases/{id}/papers': 'JWT',
      'POST /cases/{id}/recoveries': 'JWT',
      'POST /cases/{id}/recoveries/{number}/decision': 'JWT',
      'POST /imports/{kind}': 'JWT',
      'GET /imports': 'JWT',
      'GET /imports/{kind}/template': 'JWT',
      'GET /imports/{id}': 'JWT',
      'GET /imports/{id}/rows': 'JWT',
      'GET /imports/{id}/failed-rows': 'JWT',
      'POST /imports/treasury-results': 'JWT',
      'POST /search': 'JWT',
      'POST /cases/{id}/events': 'JWT',
      'GET /batches/template': 'JWT',
      'POST /batches': 'JWT',
      'GET /agencies/{region}': 'JWT',
      'GET /batches': 'JWT',
      'GET /batches/{id}': 'JWT',
      'GET /batches/{id}/rows': 'JWT',
      'GET /batches/{id}/students': 'JWT',
      'GET /batches/{id}/students/file': 'JWT',
      'GET /batches/{id}/failed-rows': 'JWT',
      'POST /batches/{id}/submission': 'JWT',
      'POST /batches/single': 'JWT',
      'POST /batches/{id}/decisions': 'JWT',
      'GET /exchange/{kind}': 'JWT',
    });
  });

  it('takes tokens of the issuer and audience that a deployment names', () => {
    const template = stacks.template['canbao-api'];
    template.hasParameter('OidcIssuerUrl', { Type: 'String', MinLength: 1 });
    template.hasParameter('OidcAudience', { Type: 'String', MinLength: 1 });
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: { Ref: 'OidcIssuerUrl' }, Audience: [{ Ref: 'OidcAudience' }] },
    });
    const [authorizer] = stacks.ofType('AWS::ApiGatewayV2::Authorizer');
    for (const { Properties } of stacks.ofType('AWS::ApiGatewayV2::Route')) {
      if (Properties.AuthorizationType === 'JWT') {
        expect(Properties.AuthorizerId).toEqual({ Ref: authorizer?.logicalId });
      }
    }
  });

  it('limits how many requests come in, on every route', () => {
    stacks.template['canbao-api'].hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: Match.anyValue(), ThrottlingBurstLimit: Match.anyValue() },
    });
  });

  it('has the page for everybody with limits of its own, and only where a deployment wants it', () => {
    const everywhere = stacks.ofType('AWS::ApiGatewayV2::Route').filter(({ Condition }) => Condition === undefined);
    const wanted = stacks.ofType('AWS::ApiGatewayV2::Route').filter(({ Condition }) => Condition === 'WithEstimate');
    const keys = wanted.map(({ Properties }) => String(Properties.RouteKey));
    expect(everywhere.some(({ Properties }) => String(Properties.RouteKey).includes('/estimate'))).toBe(false);
    expect(keys).toHaveLength(4);
    const limit = { ThrottlingRateLimit: expect.any(Number), ThrottlingBurstLimit: expect.any(Number) };
    const [stage] = stacks.ofType('AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties.RouteSettings).toEqual({
      'Fn::If': ['WithEstimate', Object.fromEntries(keys.map((key) => [key, limit])), { Ref: 'AWS::NoValue' }],
    });
    // By its description the stage comes after the routes that it limits.
    for (const { logicalId } of wanted)
      expect(JSON.stringify(stage?.Properties.Description)).toContain(`"${logicalId}"`);
  });

  it('logs each request as one JSON object that says nothing about who sent it or what about', () => {
    const [stage] = stacks.ofType('AWS::ApiGatewayV2::Stage');
    const format = /"Format":"(.*?[^\\])"/.exec(JSON.stringify(stage?.Properties))?.[1] ?? '';
    const fields: Record<string, string> = JSON.parse(JSON.parse(`"${format}"`));
    expect(Object.values(fields)).toContain('$context.requestId');
    expect(Object.values(fields).join()).not.toMatch(/identity|claims|\.path|userAgent|sourceIp|Header/i);
  });

  it('calls its functions with payload format 2.0 and gives up no earlier than they do', () => {
    const integrations = stacks.ofType('AWS::ApiGatewayV2::Integration');
    expect(integrations).toHaveLength(10);
    for (const { Properties } of integrations) {
      expect(Properties).toMatchObject({ PayloadFormatVersion: '2.0', TimeoutInMillis: 29_000 });
    }
    for (const { stack, Properties } of stacks.ofType('AWS::Lambda::Function')) {
      if (stack === 'canbao-api') expect(Properties.Timeout).toBeLessThanOrEqual(29);
    }
  });

  it('may call a function only by the routes that lead to it', () => {
    const permissions = stacks.ofType('AWS::Lambda::Permission');
    expect(permissions).toHaveLength(stacks.ofType('AWS::ApiGatewayV2::Route').length);
    for (const { Properties } of permissions) {
      expect(Properties).toMatchObject({ Principal: 'apigateway.amazonaws.com', SourceArn: expect.anything() });
    }
  });
});

describe('Healing', () => {
  it('calls ApiWrite every minute with the time that was planned for it', () => {
    const writer = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiWriteFunction'), 'Arn'] };
    stacks.template['canbao-api'].hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: writer,
        Input: JSON.stringify({ source: 'canbao.heal', scheduledTime: '<aws.scheduler.scheduled-time>' }),
      },
    });
    stacks.template['canbao-api'].hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('^Healing'),
      PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Resource: writer, Effect: 'Allow' }] },
    });
  });
});
