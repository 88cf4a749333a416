import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Whether the condition of a write held: false if another write was first. Any other failure is thrown. */
export const conditionHeld = async (write: Promise<unknown>): Promise<boolean> => (await answerIfHeld(write)) !== null;

/** What a write answers whose condition held; null if another write was first. Any other failure is thrown. */
export async function answerIfHeld<Answer>(write: Promise<Answer>): Promise<Answer | null> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
