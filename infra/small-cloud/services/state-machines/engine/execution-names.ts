import { StepFunctionsError } from './step-functions-error.ts';

const LONGEST = 80;
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** Whoever starts an execution, a caller or a state: its name has to be one. @throws ApiError */
export function checkExecutionName(name: string): void {
  if (name.length > LONGEST) {
    const rule = `Member must have length less than or equal to ${LONGEST}`;
    throw new StepFunctionsError(
      'ValidationException',
      `1 validation error detected: Value at 'name' failed to satisfy constraint: ${rule}`,
    );
  }
  if (name === '' || FORBIDDEN.test(name)) throw new StepFunctionsError('InvalidName', `Invalid Name: '${name}'`);
}
