import { askClock } from '../../infra/local/commands/running-machine.ts';
import { type OwnerKey, readOwnerKey } from '../../infra/small-cloud/data-folder/owner-key.ts';

/** The key of the owner of a running machine: whoever may read its data folder has it. */
export async function ownerOf(url: string): Promise<OwnerKey> {
  const { data } = await askClock(Number(new URL(url).port));
  return readOwnerKey(data);
}
