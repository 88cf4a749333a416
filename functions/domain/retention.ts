/**
 * How long a case keeps its person: full calendar years, counted from 1 January of the year after it ended
 * (社会保险业务档案管理规定(试行), 人力资源社会保障部、国家档案局令第 3 号).
 */
import { type LocalDate, localDate, yearOf } from './calendar.ts';

/** `settled`: it made somebody insured, or paid out. `closed`: every other end. */
export const RETENTION_CLASSES = ['closed', 'settled'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

const SETTLED = ['insured', 'refunded'];

export const retentionClassOf = (endState: string): RetentionClass =>
  SETTLED.includes(endState) ? 'settled' : 'closed';

/** The last day of an end whose years are over. */
export const endedThrough = (today: LocalDate, years: number): LocalDate =>
  localDate(`${yearOf(today) - years - 1}-12-31`);
