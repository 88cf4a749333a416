import { join } from 'node:path';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../../../data-folder/kept-json.ts';

/** A published version: what its executions follow, whatever becomes of the machine. */
const versionSchema = z.object({
  number: z.number().int().positive(),
  /** Of definition and role: a machine of the same revision has nothing new to publish. */
  revision: z.string(),
  definition: z.string(),
  roleArn: z.string(),
  published: z.number(),
});
export type Version = z.infer<typeof versionSchema>;

const aliasSchema = z.object({ name: z.string(), version: z.number(), created: z.number(), updated: z.number() });
export type Alias = z.infer<typeof aliasSchema>;

const keptSchema = z.record(z.string(), z.object({ versions: z.array(versionSchema), aliases: z.array(aliasSchema) }));

/** The published versions of each machine, and the aliases that point at one of them. */
export class Versions {
  readonly #path: string | undefined;
  readonly #kept: z.infer<typeof keptSchema>;

  /** @param directory where they are kept; without it they end with the process */
  constructor(directory: string | undefined) {
    this.#path = directory === undefined ? undefined : join(directory, 'versions.json');
    this.#kept = (this.#path === undefined ? undefined : readKeptJson(this.#path, keptSchema)) ?? {};
  }

  /** In the order in which they were published. */
  of(machine: string): readonly Version[] {
    return this.#kept[machine]?.versions ?? [];
  }

  aliasesOf(machine: string): readonly Alias[] {
    return this.#kept[machine]?.aliases ?? [];
  }

  /** The version of that number, or the one that an alias of that name points at. */
  find(machine: string, qualifier: string): { version: Version; alias: Alias | undefined } | undefined {
    const alias = this.aliasesOf(machine).find(({ name }) => name === qualifier);
    const number = alias?.version ?? Number(qualifier);
    const version = this.of(machine).find((one) => one.number === number);
    return version && { version, alias };
  }

  /** As AWS does it: publishing a revision again gives the version that it has. */
  publish(machine: string, revision: Omit<Version, 'number'>): Version {
    const { versions, aliases } = this.#kept[machine] ?? { versions: [], aliases: [] };
    const last = versions.at(-1);
    if (last?.revision === revision.revision) return last;
    const version = { number: (last?.number ?? 0) + 1, ...revision };
    this.#keep(machine, { versions: [...versions, version], aliases });
    return version;
  }

  point(machine: string, name: string, version: number, now: number): void {
    const { versions, aliases } = this.#kept[machine] ?? { versions: [], aliases: [] };
    const old = aliases.find((alias) => alias.name === name);
    if (old?.version === version) return;
    const alias = { name, version, created: old?.created ?? now, updated: now };
    this.#keep(machine, { versions, aliases: [...aliases.filter((one) => one !== old), alias] });
  }

  #keep(machine: string, kept: z.infer<typeof keptSchema>[string]): void {
    this.#kept[machine] = kept;
    if (this.#path !== undefined) writeKeptJson(this.#path, this.#kept);
  }
}
