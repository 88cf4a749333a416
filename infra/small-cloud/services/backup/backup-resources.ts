/** Copies that the real cloud makes of its tables. This machine makes none by itself. */
import { z } from 'zod';
import { defineResource, ignored } from '../../template/resource-type.ts';

const NO_COPIES = 'this machine copies nothing by itself: save its tables or its folder';

export const backupVault = defineResource({
  type: 'AWS::Backup::BackupVault',
  properties: z.strictObject({
    BackupVaultName: z.string(),
    EncryptionKeyArn: ignored(NO_COPIES),
    LockConfiguration: ignored(NO_COPIES),
    BackupVaultTags: ignored('labels of the real cloud'),
  }),
  create: (_identity, { BackupVaultName: name }, { place }) => ({
    ref: name,
    attributes: {
      BackupVaultArn: `arn:${place.partition}:backup:${place.region}:${place.account}:backup-vault:${name}`,
    },
  }),
});

export const backupPlan = defineResource({
  type: 'AWS::Backup::BackupPlan',
  properties: z.strictObject({ BackupPlan: ignored(NO_COPIES), BackupPlanTags: ignored('labels of the real cloud') }),
  create: (identity) => ({ ref: identity.physicalName(), attributes: { BackupPlanId: identity.physicalName() } }),
});

export const backupSelection = defineResource({
  type: 'AWS::Backup::BackupSelection',
  properties: z.strictObject({ BackupPlanId: ignored(NO_COPIES), BackupSelection: ignored(NO_COPIES) }),
  create: (identity) => ({ ref: identity.physicalName() }),
});
