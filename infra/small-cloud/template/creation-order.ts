import { referencesIn, type StackTemplate } from './template.ts';
import { TemplateError } from './template-error.ts';

/**
 * Logical ids of a stack's resources, each after those it refers to or names in `DependsOn`; otherwise as written.
 *
 * @throws TemplateError when resources wait for each other, with the circle.
 */
export function orderResources(stack: string, template: StackTemplate): string[] {
  const needs = new Map<string, string[]>();
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const named = typeof resource.DependsOn === 'string' ? [resource.DependsOn] : (resource.DependsOn ?? []);
    const missing = named.find((name) => template.Resources[name] === undefined);
    if (missing !== undefined)
      throw new TemplateError(`${stack}/${logicalId}`, `depends on ${missing}, which does not exist`);
    const referred = [...referencesIn(resource.Properties)].filter((name) => template.Resources[name] !== undefined);
    needs.set(logicalId, [...named, ...referred]);
  }
  return orderByNeeds(
    needs,
    (circle) => new TemplateError(stack, `resources wait for each other: ${circle.join(' → ')}`),
  );
}

/** Keys of `needs`, each after all that it needs. Needs that are not keys are left out. */
export function orderByNeeds(needs: ReadonlyMap<string, string[]>, circleError: (circle: string[]) => Error): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: string[]): void => {
    if (ordered.has(name) || !needs.has(name)) return;
    if (path.includes(name)) throw circleError([...path.slice(path.indexOf(name)), name]);
    for (const needed of needs.get(name) ?? []) visit(needed, [...path, name]);
    ordered.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
  return [...ordered];
}
