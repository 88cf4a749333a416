/** A definition that Step Functions would refuse, or that this cloud cannot run. Names the state and the field. */
export class DefinitionError extends Error {
  override name = 'DefinitionError';
  readonly state: string | undefined;
  readonly field: string | undefined;

  constructor(problem: string, state?: string, field?: string) {
    const where = [state === undefined ? [] : `state '${state}'`, field === undefined ? [] : `field '${field}'`].flat();
    super(where.length > 0 ? `${where.join(', ')}: ${problem}` : problem);
    this.state = state;
    this.field = field;
  }
}
