import { z } from 'zod';
import { defineResource, ignored, numeric, truth } from '../../template/resource-type.ts';

export const secret = defineResource({
  type: 'AWS::SecretsManager::Secret',
  properties: z.strictObject({
    Name: z.string().optional(),
    // A secret that is written in the template would be none: only generated ones are known here.
    GenerateSecretString: z.strictObject({
      PasswordLength: numeric.default(32),
      ExcludeCharacters: z.string().default(''),
      ExcludePunctuation: truth.default(false),
      ExcludeNumbers: truth.default(false),
      ExcludeLowercase: truth.default(false),
      ExcludeUppercase: truth.default(false),
      IncludeSpace: truth.default(false),
      RequireEachIncludedType: truth.default(true),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    }),
    Description: ignored('for readers'),
    KmsKeyId: ignored('the file can be read by its owner only; encrypt the disk'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { secrets }) {
    const recipe = properties.GenerateSecretString;
    const { SecretStringTemplate: json, GenerateStringKey: key } = recipe;
    const arn = secrets.ensure(properties.Name ?? identity.physicalName(), {
      length: recipe.PasswordLength,
      excludeCharacters: recipe.ExcludeCharacters,
      excludePunctuation: recipe.ExcludePunctuation,
      excludeNumbers: recipe.ExcludeNumbers,
      excludeLowercase: recipe.ExcludeLowercase,
      excludeUppercase: recipe.ExcludeUppercase,
      includeSpace: recipe.IncludeSpace,
      requireEachIncludedType: recipe.RequireEachIncludedType,
      template: json === undefined || key === undefined ? undefined : { json, key },
    });
    return { ref: arn, attributes: { Id: arn } };
  },
});
