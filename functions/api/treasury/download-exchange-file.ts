import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { EXCHANGE_KINDS, type ExchangeKind, readFileNumber } from '../../domain/exchange/exchange-file.ts';
import { regionSchema } from '../../domain/regions.ts';
import { type Caller, type Role, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { defineRoute, FILE, invalidRequest, NO_BODY } from '../http/route.ts';
import type { FileServices } from '../http/services.ts';
import { CSV_TYPE } from '../imports/failed-rows-file.ts';
import { KINDS_OF_FILE, writeFile } from './write-file.ts';

/** Whole account numbers leave only to who pays, and to who answers for it. */
export const READERS: Record<ExchangeKind, readonly Role[]> = {
  'treasury-instructions': ['treasury', 'approver'],
  'tax-notifications': ['tax', 'approver'],
};

/** After the end of a day a task that is tried again may still write into it. */
const AFTER_THE_DAY_MILLISECONDS = 3_600_000;

export const downloadExchangeFile = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/exchange/{kind}',
  operation: 'downloadExchangeFile',
  summary: `A day's file for the treasury or the tax side (${EXCHANGE_KINDS.join(', ')}), by region and day or by its number. Asked for again it is the same file.`,
  roles: ['treasury', 'tax', 'approver'],
  params: z.strictObject({ kind: z.enum(EXCHANGE_KINDS, `应为以下之一：${EXCHANGE_KINDS.join('、')}`) }),
  query: z.strictObject({
    region: regionSchema.optional(),
    day: localDateSchema.optional(),
    number: z.string().max(30).optional(),
  }),
  body: NO_BODY,
  answer: FILE,
  answersFile: [CSV_TYPE],
  problems: ['region_not_allowed', 'exchange_file_not_found', 'exchange_day_open'],
  async handle({ params: { kind }, query, caller, at }, services) {
    if (!READERS[kind].includes(caller.role)) {
      throw new ProblemError(
        'role_not_allowed',
        `您的角色（${caller.role}）不能取得 ${kind}：需要 ${READERS[kind].join('、')}。`,
      );
    }
    const { region, day } = await placeOf(kind, query, services);
    expectRegion(caller, region);
    if (dateOfInstant(Date.parse(at) - AFTER_THE_DAY_MILLISECONDS) <= day) {
      throw new ProblemError('exchange_day_open', `${day} 的文件在次日 01:00 以后生成，当日还会有新的内容。`);
    }
    const file = await services.exchange.open({ kind, region, day }, (on) =>
      KINDS_OF_FILE[kind].find(region, on, services),
    );
    if (!file) throw notFound(`统筹区 ${region} 在 ${day} 没有需要传送的内容，不生成文件。`);
    return { status: 200, body: await writeFile(file.name, file.ids, services) };
  },
});

type Query = { region?: string | undefined; day?: string | undefined; number?: string | undefined };

async function placeOf(kind: ExchangeKind, { region, day, number }: Query, { exchange }: FileServices) {
  if (number === undefined) {
    if (region === undefined || day === undefined) {
      throw invalidRequest([{ path: 'region', message: '请给出 region 和 day，或文件编号 number' }]);
    }
    return { region, day: localDateSchema.parse(day) };
  }
  const named = readFileNumber(number);
  const found = named && (await exchange.dayOf(kind, named));
  if (!named || !found) throw notFound(`没有编号为 ${number.slice(0, 30)} 的文件，编号形如 141181-2026-000012。`);
  return { region: named.region, day: localDateSchema.parse(found) };
}

function expectRegion(caller: Caller, region: string): void {
  if (worksFor(caller, region)) return;
  throw new ProblemError(
    'region_not_allowed',
    `您不负责统筹区 ${region}，只能取得 ${caller.regions.join('、')} 的文件。`,
  );
}

const notFound = (detail: string): ProblemError => new ProblemError('exchange_file_not_found', detail);
