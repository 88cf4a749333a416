import { createHash } from 'node:crypto';
import type { CloudServices } from '../cloud-services.ts';
import { resourceTypeOf } from '../services/registry.ts';
import type { Stack } from './assembly.ts';
import { orderResources } from './creation-order.ts';
import type { ResourceIdentity } from './resource-type.ts';
import { type CreatedResource, conditionHolds, isObject, resolveIntrinsics, type TemplateScope } from './template.ts';
import { TemplateError } from './template-error.ts';
import { chooseParameters } from './template-parameters.ts';

/** The ARN that stands for a stack on this machine; the same at every start. */
export function stackIdOf(stack: string, place: CloudServices['place']): string {
  return `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${stack}/this-machine`;
}

/**
 * Makes the resources of every stack in the machine's services, in the order that they need each other.
 *
 * @param parameters values for the templates' parameters, by name
 * @returns the outputs of each stack by name
 * @throws TemplateError for anything in a template that this machine does not know; nothing is skipped
 */
export async function deploy(
  services: CloudServices,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, Record<string, unknown>>> {
  const { stacks } = services.assembly;
  refuseUnknownTypes(stacks);
  const exports = new Map<string, unknown>();
  const outputs: Record<string, Record<string, unknown>> = {};
  for (const stack of stacks) {
    const scope = createScope(stack, services, parameters, exports);
    for (const logicalId of orderResources(stack.name, stack.template)) {
      const created = await createResource(stack, logicalId, scope, services);
      if (created !== undefined) scope.resources.set(logicalId, created);
    }
    outputs[stack.name] = readOutputs(stack, scope, exports);
  }
  return outputs;
}

/** Before anything is made, so that a template of which half is known leaves nothing behind. */
function refuseUnknownTypes(stacks: Stack[]): void {
  const unknown = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, resource]) => resourceTypeOf(resource.Type) === undefined)
      .map(([logicalId, resource]) => `${stack.name}/${logicalId} is a ${resource.Type}`),
  );
  if (unknown.length > 0) {
    throw new TemplateError('template', `resource types that are not known to this machine: ${unknown.join(', ')}`);
  }
}

function createScope(
  stack: Stack,
  { place }: CloudServices,
  parameters: Readonly<Record<string, string>>,
  exports: ReadonlyMap<string, unknown>,
): TemplateScope {
  return {
    stack: stack.name,
    template: stack.template,
    parameters: chooseParameters(stack.name, stack.template, parameters),
    pseudo: {
      'AWS::AccountId': place.account,
      'AWS::Partition': place.partition,
      'AWS::Region': place.region,
      'AWS::StackId': stackIdOf(stack.name, place),
      'AWS::StackName': stack.name,
      'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    },
    resources: new Map(),
    exports,
  };
}

async function createResource(
  stack: Stack,
  logicalId: string,
  scope: TemplateScope,
  services: CloudServices,
): Promise<CreatedResource | undefined> {
  const resource = stack.template.Resources[logicalId];
  const type = resourceTypeOf(resource?.Type ?? '');
  if (resource === undefined || type === undefined)
    throw new TemplateError(`${stack.name}/${logicalId}`, 'is not known');
  const identity = identify(stack.name, logicalId, resource.Type);
  if (resource.Condition !== undefined && !conditionHolds(resource.Condition, scope, identity.where)) return undefined;
  return type.create(identity, resolveIntrinsics(resource.Properties, scope, identity.where), services);
}

function identify(stack: string, logicalId: string, type: string): ResourceIdentity {
  return {
    stack,
    logicalId,
    type,
    where: `${stack}/${logicalId} (${type})`,
    physicalName(limit = 255) {
      const name = `${stack}-${logicalId}`;
      if (name.length <= limit) return name;
      const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
      return `${name.slice(0, limit - digest.length - 1)}-${digest}`;
    },
  };
}

function readOutputs(stack: Stack, scope: TemplateScope, exports: Map<string, unknown>): Record<string, unknown> {
  const outputs: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(stack.template.Outputs)) {
    const where = `${stack.name}/Outputs.${name}`;
    if (output.Condition !== undefined && !conditionHolds(output.Condition, scope, where)) continue;
    outputs[name] = resolveIntrinsics(output.Value, scope, where);
    if (output.Export === undefined) continue;
    const exported = resolveIntrinsics(output.Export.Name, scope, where);
    if (isObject(exported) || exports.has(String(exported)))
      throw new TemplateError(where, `exports ${exported} again`);
    exports.set(String(exported), outputs[name]);
  }
  return outputs;
}
