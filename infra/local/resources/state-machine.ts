import { z } from 'zod';
import { defineResource, ignored } from '../resource-type.ts';
import { TemplateError } from '../template-error.ts';

export const stateMachine = defineResource({
  type: 'AWS::StepFunctions::StateMachine',
  properties: z.strictObject({
    StateMachineName: z.string().optional(),
    StateMachineType: z.literal('STANDARD').default('STANDARD'),
    DefinitionString: z.string(),
    DefinitionSubstitutions: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
      .default({}),
    RoleArn: z.string(),
    LoggingConfiguration: ignored('the history of every execution is kept and can be asked for'),
    TracingConfiguration: ignored('there is no tracing on this machine'),
    EncryptionConfiguration: ignored('data is as safe as the folder that it lies in; encrypt the disk'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { stateMachines, iam, place }) {
    const name = properties.StateMachineName ?? identity.physicalName(80);
    const arn = `arn:${place.partition}:states:${place.region}:${place.account}:stateMachine:${name}`;
    const definition = properties.DefinitionString.replace(/\$\{([^}]*)\}/g, (whole, key: string) => {
      const value = properties.DefinitionSubstitutions[key];
      if (value === undefined)
        throw new TemplateError(identity.where, `nothing is given for ${whole} in its definition`);
      return value;
    });
    iam.requireTrust(properties.RoleArn, 'states.amazonaws.com', identity.where);
    try {
      stateMachines.define({ name, arn, definition, roleArn: properties.RoleArn });
    } catch (error) {
      throw new TemplateError(identity.where, error instanceof Error ? error.message : String(error));
    }
    return { ref: arn, attributes: { Arn: arn, Name: name } };
  },
});
