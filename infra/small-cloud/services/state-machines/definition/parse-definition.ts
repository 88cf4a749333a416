import { isJsonObject, type Json, parseJson } from '../expressions/json.ts';
import type { Workflow } from './definition.ts';
import { DefinitionError } from './definition-error.ts';
import { FieldReader } from './definition-fields.ts';
import { readLanguage, readWorkflow } from './state-definitions.ts';

const DEFINITION_LIMIT = 1_048_576; // bytes
const YEARS_OF_SECONDS = 99_999_999;

/**
 * Reads a definition's shape. `checkDefinition` says whether it also makes sense.
 * @throws DefinitionError
 */
export function parseDefinition(text: string): Workflow {
  if (Buffer.byteLength(text) > DEFINITION_LIMIT) throw new DefinitionError('the definition is larger than 1 MB.');
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new DefinitionError(`the definition is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!isJsonObject(value)) throw new DefinitionError('the definition must be a JSON object.');
  const fields = new FieldReader(value);
  fields.only(['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version']);
  const timeoutSeconds = fields.whole('TimeoutSeconds', 1, YEARS_OF_SECONDS);
  return { ...readWorkflow(fields, readLanguage(fields, false)), timeoutSeconds };
}
