import { z } from 'zod';
import { type Collection, collectionSchema } from '../../cases/ledger.ts';
import { localDateSchema } from '../../domain/calendar.ts';
import { regionSchema } from '../../domain/regions.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';

const collectionViewSchema = collectionSchema.omit({ personRef: true });

export const listCollections = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/collections',
  operation: 'listCollections',
  summary: 'The amounts put out for collection in a region on a day, for the tax office.',
  roles: ['tax', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ region: regionSchema, day: localDateSchema }),
  body: NO_BODY,
  answer: z.object({ collections: z.array(collectionViewSchema) }),
  problems: ['region_not_allowed'],
  async handle({ query: { region, day }, caller }, { ledger }) {
    if (!worksFor(caller, region)) {
      throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}，只能查看 ${caller.regions.join('、')}。`);
    }
    const collections = await ledger.collections(region, day);
    return { status: 200, body: { collections: collections.map(showCollection) } };
  },
});

const showCollection = ({ personRef: _, ...shown }: Collection): z.input<typeof collectionViewSchema> => shown;
