import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type Verification, verifyTables } from '../../functions/audit/verify-tables.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import type { Cloud } from '../../infra/local/cloud.ts';

/** Every decision that a machine has stored, computed again. */
export async function verifyCloud({ url, owner }: Pick<Cloud, 'url' | 'owner'>): Promise<Verification> {
  const client = openDocumentClient({ endpoint: url, region: 'cn-northwest-1', credentials: owner });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const nameOf = (construct: string) => TableNames.find((name) => name.includes(construct)) ?? construct;
  const tables = {
    cases: nameOf('Cases'),
    policies: nameOf('Policies'),
    ledger: nameOf('Ledger'),
    notices: nameOf('Notices'),
    counts: nameOf('Counts'),
  };
  const verification = await verifyTables(client, tables);
  client.destroy();
  return verification;
}
