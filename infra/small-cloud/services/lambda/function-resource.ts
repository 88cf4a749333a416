import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defineResource, ignored, numeric } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';

const encrypted = 'nothing is stored here that the key would encrypt';

export const lambdaFunction = defineResource({
  type: 'AWS::Lambda::Function',
  properties: z.strictObject({
    FunctionName: z.string().optional(),
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    Handler: z.string().regex(/^[\w-]+\.[\w$]+$/, 'is not FILE.EXPORT'),
    Runtime: z.literal('nodejs24.x'),
    Role: z.string(),
    Timeout: numeric.default(3),
    MemorySize: numeric.default(128),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
    ReservedConcurrentExecutions: numeric.optional(),
    PackageType: z.literal('Zip').optional(),
    LoggingConfig: z
      .strictObject({
        LogGroup: z.string().optional(),
        LogFormat: ignored('lines are written as the function wrote them'),
        ApplicationLogLevel: ignored('all lines are written'),
        SystemLogLevel: ignored('this machine writes failures only'),
      })
      .optional(),
    Architectures: ignored("the bundle is JavaScript and runs on this machine's processor"),
    Description: ignored('for readers'),
    KmsKeyArn: ignored(encrypted),
    TracingConfig: ignored('there is no tracing on this machine'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { assembly, functions, iam, place }) {
    const name = properties.FunctionName ?? identity.physicalName(64);
    const codeFolder = assembly.assets.get(properties.Code.S3Key);
    if (codeFolder === undefined || !statSync(codeFolder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new TemplateError(identity.where, `its code ${properties.Code.S3Key} is not in the assembly`);
    }
    const [file = '', handler = ''] = properties.Handler.split('.');
    // A file .js would be an ES module or not depending on what lies around this folder.
    const path = join(codeFolder, `${file}.mjs`);
    if (!existsSync(path)) throw new TemplateError(identity.where, `its code has no file ${file}.mjs`);
    iam.requireTrust(properties.Role, 'lambda.amazonaws.com', identity.where);
    const arn = `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${name}`;
    functions.define({
      name,
      arn,
      codeFolder,
      file: path,
      handler,
      runtime: properties.Runtime,
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      variables: properties.Environment?.Variables ?? {},
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
      credentials: iam.credentialsOf(properties.Role, name),
    });
    return { ref: name, attributes: { Arn: arn } };
  },
});
