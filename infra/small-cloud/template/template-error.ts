/** The template asks for something that this machine cannot do or does not understand. It stops the start; nothing is skipped. */
export class TemplateError extends Error {
  override name = 'TemplateError';

  constructor(
    /** Where in the template, e.g. `data/CasesTable (AWS::DynamoDB::GlobalTable)`. */
    where: string,
    reason: string,
  ) {
    super(`${where}: ${reason}`);
  }
}
