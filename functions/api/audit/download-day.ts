import { FileAnswer } from '../../runtime/http-handler.ts';
import { defineRoute, FILE, NO_BODY } from '../http/route.ts';
import { DAY_READERS, dayParams, dayQuery, readDay } from './read-day.ts';

const TEXT_TYPE = 'application/jsonl';

export const downloadAuditDay = defineRoute({
  entry: 'audit',
  method: 'GET',
  path: '/audit/{region}/{day}/records',
  operation: 'downloadAuditDay',
  summary: 'The records of a day, one line each: the SHA-256 of this file is the digest of the part.',
  roles: DAY_READERS,
  params: dayParams,
  query: dayQuery,
  body: NO_BODY,
  answer: FILE,
  answersFile: [TEXT_TYPE],
  problems: ['region_not_allowed'],
  async handle({ params, query, caller, at }, services) {
    const { text, part } = await readDay({ params, query, caller, at }, services);
    const name = `${params.region}-${params.day}-${part}.jsonl`;
    return { status: 200, body: new FileAnswer(Buffer.from(text), TEXT_TYPE, name) };
  },
});
