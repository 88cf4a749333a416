import { expect, test } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import {
  readTreasuryResultRow,
  TREASURY_RESULT_TEMPLATE,
} from '../../../functions/domain/exchange/treasury-result-row.ts';
import { AID_TEMPLATE, readAidRow } from '../../../functions/domain/imports/aid-row.ts';
import { textCell } from '../../../functions/domain/imports/cell.ts';
import { ENROLMENT_TEMPLATE, readEnrolmentRow } from '../../../functions/domain/imports/enrolment-row.ts';
import { PAYMENT_TEMPLATE, readPaymentRow } from '../../../functions/domain/imports/payment-row.ts';
import type { TableRow } from '../../../functions/domain/imports/read-table.ts';
import type { Template } from '../../../functions/domain/imports/template.ts';
import { DEPARTURE_TEMPLATE, readDepartureRow } from '../../../functions/domain/student-batch/departure-row.ts';

const today = localDate('2030-12-31');
const rowOf = ({ columns }: Template): TableRow => ({ row: 3, cells: columns.map(({ example }) => textCell(example)) });
const regionOf = ({ columns }: Template): string => columns.find(({ key }) => key === 'region')?.example ?? '141181';
const within = (template: Template) => ({ today, regions: [regionOf(template)] });

test.each([
  ['payments', () => readPaymentRow(rowOf(PAYMENT_TEMPLATE), within(PAYMENT_TEMPLATE))],
  ['enrolments', () => readEnrolmentRow(rowOf(ENROLMENT_TEMPLATE), within(ENROLMENT_TEMPLATE))],
  ['aid lists', () => readAidRow(rowOf(AID_TEMPLATE), within(AID_TEMPLATE))],
  ['departing students', () => readDepartureRow(rowOf(DEPARTURE_TEMPLATE), today)],
  ['treasury results', () => readTreasuryResultRow(rowOf(TREASURY_RESULT_TEMPLATE), today)],
])('the example row of the template for %s passes its own checks', (_kind, read) => {
  expect(read()).toMatchObject({ ok: true });
});
