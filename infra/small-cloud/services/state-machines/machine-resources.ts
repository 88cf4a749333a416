import { z } from 'zod';
import { defineResource, ignored } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';

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
    const definition = properties.DefinitionString.replace(/\$\{([^{}]*)\}/g, (whole, key: string) => {
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
    return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'as-defined' } };
  },
});

export const stateMachineVersion = defineResource({
  type: 'AWS::StepFunctions::StateMachineVersion',
  properties: z.strictObject({
    StateMachineArn: z.string(),
    StateMachineRevisionId: ignored('the machine of the template is the revision that is published'),
    Description: ignored('a label of the real cloud'),
  }),
  create(_identity, properties, { stateMachines }) {
    const arn = stateMachines.publish(properties.StateMachineArn);
    return { ref: arn, attributes: { Arn: arn } };
  },
});

export const stateMachineAlias = defineResource({
  type: 'AWS::StepFunctions::StateMachineAlias',
  properties: z.strictObject({
    Name: z.string(),
    Description: ignored('a label of the real cloud'),
    DeploymentPreference: z.strictObject({
      StateMachineVersionArn: z.string(),
      Type: ignored(
        'a start on this machine is the whole of its traffic: the new version gets all that begins after it',
      ),
      Percentage: ignored('see Type'),
      Interval: ignored('see Type'),
      Alarms: ignored('there are no alarms on this machine'),
    }),
  }),
  create(_identity, properties, { stateMachines }) {
    const { StateMachineVersionArn: versionArn } = properties.DeploymentPreference;
    stateMachines.point(properties.Name, versionArn);
    const arn = versionArn.replace(/:[^:]*$/, `:${properties.Name}`);
    return { ref: arn, attributes: { Arn: arn } };
  },
});
