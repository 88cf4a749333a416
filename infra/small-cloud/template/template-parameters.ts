import type { StackTemplate } from './template.ts';
import { TemplateError } from './template-error.ts';

/**
 * The stack's parameters with the values given for them or their defaults.
 *
 * @throws TemplateError for a parameter without a value, of an unknown type, or with a value that its constraints refuse.
 */
export function chooseParameters(
  stack: string,
  template: StackTemplate,
  given: Readonly<Record<string, string>>,
): Record<string, string | string[]> {
  const chosen: Record<string, string | string[]> = {};
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    const where = `${stack}/Parameters.${name}`;
    const value = given[name] ?? parameter.Default?.toString();
    if (value === undefined) throw new TemplateError(where, 'has no value and no default');
    switch (parameter.Type) {
      case 'String':
      case 'Number':
        chosen[name] = value;
        break;
      case 'CommaDelimitedList':
      case 'List<Number>':
        chosen[name] = value.split(',').map((entry) => entry.trim());
        break;
      case 'AWS::SSM::Parameter::Value<String>':
        // The version of CDK's bootstrap resources: read by CDK's own rule only.
        if (name !== 'BootstrapVersion') throw new TemplateError(where, 'there is no parameter store on this machine');
        chosen[name] = value;
        break;
      default:
        throw new TemplateError(where, `the parameter type ${parameter.Type} is not known to this machine`);
    }
    const refused =
      (parameter.AllowedPattern !== undefined && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(value)) ||
      (parameter.AllowedValues !== undefined &&
        !parameter.AllowedValues.some((allowed) => String(allowed) === value)) ||
      (parameter.MinLength !== undefined && value.length < parameter.MinLength) ||
      (parameter.MaxLength !== undefined && value.length > parameter.MaxLength) ||
      (parameter.Type === 'Number' && Number.isNaN(Number(value)));
    if (refused) {
      throw new TemplateError(
        where,
        `refuses "${value}"${parameter.ConstraintDescription ? `: ${parameter.ConstraintDescription}` : ''}`,
      );
    }
  }
  return chosen;
}
