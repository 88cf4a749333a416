import { z } from 'zod';

const olderSchema = z.strictObject({
  versionId: z.string(),
  secretString: z.string(),
  createdDate: z.number(),
  /** `AWSPREVIOUS`, `AWSPENDING` or a label of the caller's; none for a version that only its id finds. */
  stages: z.array(z.string()),
});

/** As it is kept: the current version, and beside it the others, the newest first. */
export const secretSchema = z.strictObject({
  arn: z.string(),
  versionId: z.string(),
  secretString: z.string(),
  /** Seconds since 1970, as the protocol has it. */
  createdDate: z.number(),
  /** What the current version is called beside `AWSCURRENT`. */
  stages: z.array(z.string()).optional(),
  others: z.array(olderSchema).optional(),
});
export type Secret = z.infer<typeof secretSchema>;
export type SecretVersion = z.infer<typeof olderSchema>;

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** AWS keeps about as many. */
const KEPT = 100;

/** All versions with their labels, the current one first. */
export function versionsOf({
  versionId,
  secretString,
  createdDate,
  stages = [],
  others = [],
}: Secret): SecretVersion[] {
  return [{ versionId, secretString, createdDate, stages: [CURRENT, ...stages] }, ...others];
}

/** The version that an id or a label names; without either the current one. */
export function findVersion(secret: Secret, asked: { id?: string; stage?: string }): SecretVersion | undefined {
  const stage = asked.stage ?? (asked.id === undefined ? CURRENT : undefined);
  return versionsOf(secret).find(
    (version) =>
      (asked.id === undefined || version.versionId === asked.id) &&
      (stage === undefined || version.stages.includes(stage)),
  );
}

/**
 * Adds a version with its labels, which are taken from those that had them. The one that was current is `AWSPREVIOUS` from
 * now on, so that a mistaken text can be taken back.
 */
export function addVersion(secret: Secret, added: SecretVersion): Secret {
  const becomesCurrent = added.stages.includes(CURRENT);
  const moved = new Set([...added.stages, ...(becomesCurrent ? [PREVIOUS] : [])]);
  const before = versionsOf(secret).map((version) => {
    const stages = version.stages.filter((stage) => !moved.has(stage));
    return becomesCurrent && version.stages.includes(CURRENT)
      ? { ...version, stages: [...stages, PREVIOUS] }
      : { ...version, stages };
  });
  const all = [added, ...before];
  const current = becomesCurrent ? added : all.find(({ stages }) => stages.includes(CURRENT));
  if (current === undefined) return secret;
  const others = all.filter((version) => version !== current);
  const kept = others.filter(({ stages }, index) => stages.length > 0 || index < KEPT);
  const { versionId, secretString, createdDate } = current;
  const stages = current.stages.filter((stage) => stage !== CURRENT);
  return { arn: secret.arn, versionId, secretString, createdDate, stages, others: kept };
}
