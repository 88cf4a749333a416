import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** @returns false where an execution of this name has been started before: it is the same execution */
export type StartExecution = (name: string, input: object) => Promise<boolean>;

/** Starts executions of one state machine. */
export const openStarter =
  (client: SFNClient, stateMachineArn: string): StartExecution =>
  async (name, input) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      return true;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return false;
      throw error;
    }
  };
