/** A university with students who were prepaid for, and what it sends in about those who left. */

import { PAYMENT_TEMPLATE } from '../../functions/domain/imports/payment-row.ts';
import { DEPARTURE_TEMPLATE } from '../../functions/domain/student-batch/departure-row.ts';
import { writeCsv } from '../../functions/runtime/sheets/write-csv.ts';
import { idNumber } from '../api/people.ts';

export const UNIVERSITY = '10108';

/** Card numbers with the right check digit. */
export function cardNumber(sequence: number): string {
  const body = `622202${String(sequence).padStart(12, '0')}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + ((10 - (sum % 10)) % 10);
}

/** Every hundred thousand sequences have a birthday of their own. */
export const studentId = (sequence: number): string =>
  idNumber(
    (sequence % 999) + 1,
    `2005${String((Math.floor(sequence / 999) % 12) + 1).padStart(2, '0')}${String((Math.floor(sequence / 11_988) % 28) + 1).padStart(2, '0')}`,
  );

/** What the tax side says of a student: 4 years from 2026 for 1,600 yuan, paid by the university. In the template's order. */
export const paymentRow = (sequence: number, payer = `university:${UNIVERSITY}`): string[] => [
  `UNI-${sequence}`,
  studentId(sequence),
  '',
  '141181',
  '2026-2029',
  '1600.00',
  '2025-11-03',
  '学校代收',
  payer,
  '',
];

/** The tax side's file. */
export function paymentsFile(from: number, to: number, payer?: string): Buffer {
  const rows = [PAYMENT_TEMPLATE.columns.map(({ title }) => title)];
  for (let sequence = from; sequence <= to; sequence += 1) rows.push(paymentRow(sequence, payer));
  return writeCsv(rows);
}

type Key = (typeof DEPARTURE_TEMPLATE.columns)[number]['key'];

export const departure = (sequence: number, parts: Partial<Record<Key, string>> = {}): string[] => {
  const row: Record<Key, string> = {
    studentNumber: `2023${String(sequence).padStart(6, '0')}`,
    idNumber: studentId(sequence),
    name: '试一人',
    college: sequence % 2 === 0 ? '机械学院' : '文学院',
    kind: '退学',
    on: '2026-03-02',
    bank: '工商银行',
    account: cardNumber(sequence),
    ...parts,
  };
  return DEPARTURE_TEMPLATE.columns.map(({ key }) => row[key]);
};

export const departuresFile = (rows: readonly (readonly string[])[]): Buffer =>
  writeCsv([DEPARTURE_TEMPLATE.columns.map(({ title }) => title), ...rows]);
