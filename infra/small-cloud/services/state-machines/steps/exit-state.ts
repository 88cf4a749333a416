import type { Frame } from '../execution/frames.ts';
import { exceedsBytes, isJsonObject, type Json } from '../expressions/json.ts';
import { PAYLOAD_LIMIT, resultTooLarge, StateError } from '../expressions/state-error.ts';
import { type ExpressionTemplate, fill, fillDirectly } from '../expressions/templates.ts';
import type { Host } from './host.ts';
import { createScope, type Sights } from './scope.ts';

/**
 * Leaves a state: works out Output and Assign, both against the variables on entry.
 * @throws StateError
 */
export async function exitState(
  host: Host,
  frame: Frame,
  value: Json,
  outcome: { output: ExpressionTemplate | undefined; assign: ExpressionTemplate | undefined },
  next: string | undefined,
  sights: Sights,
): Promise<void> {
  const { state } = frame;
  const scope = createScope(host.execution, frame, host.now(), host.arns, sights);
  const output = outcome.output ? (fillDirectly(outcome.output, scope) ?? (await fill(outcome.output, scope))) : value;
  const assigned = outcome.assign ? await fill(outcome.assign, scope) : undefined;
  if (exceedsBytes(output, PAYLOAD_LIMIT)) throw resultTooLarge(state.name);
  if (assigned !== undefined && exceedsBytes(assigned, PAYLOAD_LIMIT)) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The variables assigned in the state '${state.name}' are larger than 256 KiB.`,
    );
  }
  host.emit(frame, {
    type: 'StateExited',
    kind: state.type,
    state: state.name,
    output,
    ...(isJsonObject(assigned) && { variables: assigned }),
    ...(next !== undefined && { next }),
  });
}
