import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Resources = Record<string, { Type: string; Properties?: object; [attribute: string]: unknown }>;

export interface SmallStack {
  Resources: Resources;
  Outputs?: object;
  Parameters?: object;
  Conditions?: object;
  dependencies?: string[];
}

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder below the system's temporary one, gone when the process ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'small-cloud-'));
  made.push(folder);
  return folder;
}

/** Writes a cloud assembly as `cdk synth` does. `code` holds ES module sources; `<name>.zip` is the S3 key of each. */
export function writeAssembly(stacks: Record<string, SmallStack>, code: Record<string, string> = {}): string {
  const folder = makeFolder();
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  const artifacts: Record<string, object> = {};
  for (const [name, { dependencies = [], ...template }] of Object.entries(stacks)) {
    write(`${name}.template.json`, template);
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      dependencies,
      properties: { templateFile: `${name}.template.json` },
    };
  }
  artifacts.assets = { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } };
  const files = Object.keys(code).map((name) => [
    name,
    {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${name}.zip` } },
    },
  ]);
  write('assets.json', { files: Object.fromEntries(files) });
  for (const [name, source] of Object.entries(code)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, 'index.mjs'), source);
  }
  write('manifest.json', { artifacts });
  return folder;
}

/** A role that the service may take, with these statements. */
export function role(service: string, statements: object[] = []) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: `${service}.amazonaws.com` } }],
      },
      Policies: [{ PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}

/** A function with that code, and a role `<name>Role` of the same template. */
export function lambda(name: string, properties: object = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
      // No machine is so busy that one of them meets it.
      Timeout: 900,
      ...properties,
    },
  };
}

/** An HTTP API with a JWT authorizer: `routes` are keys with the logical id of the function that answers. */
export function httpApi(
  routes: Record<string, { to: string; open?: boolean; scopes?: string[] }>,
  stage: object = {},
): Resources {
  const resources: Resources = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'small', ProtocolType: 'HTTP' } },
    Tokens: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Audience: [{ Ref: 'OidcAudience' }], Issuer: { Ref: 'OidcIssuerUrl' } },
        Name: 'tokens',
      },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true, ...stage },
    },
  };
  for (const [at, [routeKey, { to, open, scopes }]] of Object.entries(routes).entries()) {
    const functionArn = { 'Fn::GetAtt': [to, 'Arn'] };
    resources[`Integration${at}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn,
        PayloadFormatVersion: '2.0',
      },
    };
    resources[`Permission${at}`] = {
      Type: 'AWS::Lambda::Permission',
      Properties: { Action: 'lambda:InvokeFunction', FunctionName: functionArn, Principal: 'apigateway.amazonaws.com' },
    };
    resources[`Route${at}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: routeKey,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: `Integration${at}` }]] },
        ...(open ? { AuthorizationType: 'NONE' } : { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Tokens' } }),
        ...(scopes ? { AuthorizationScopes: scopes } : {}),
      },
    };
  }
  return resources;
}

export const tokenParameters = { OidcIssuerUrl: { Type: 'String' }, OidcAudience: { Type: 'String' } };
