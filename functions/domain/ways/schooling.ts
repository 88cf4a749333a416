/** At which school somebody is: `student: true` alone says no level, and an age may settle it. */
import { type Answer, ask, type Inquiry } from './inquiry.ts';
import type { Condition } from './model.ts';
import { ageOfPerson } from './person.ts';

type Schooling = Extract<Condition, { kind: 'schooling' }>;

const STUDENTS = ['school', 'vocational', 'college'];
/** Nobody of this age is at a college or a vocational school yet … */
const FIRST_AGE_OF_COLLEGE = 15;
/** … and nobody of this age at a school or a vocational school any more. */
const FIRST_AGE_AFTER_SCHOOL = 19;
const LAST_AGE_OF_KINDERGARTEN = 6;

export function schoolingAnswer(condition: Schooling, inquiry: Inquiry): Answer {
  const { levels, unsaid } = condition;
  const { schooling, student, paidOn } = inquiry.person.request;
  if (schooling !== undefined) return levels.includes(schooling);
  const age = ageOfPerson(inquiry.person, paidOn);
  if (student === false) {
    const maybe = levels.includes('kindergarten') && age !== undefined && age <= LAST_AGE_OF_KINDERGARTEN && age >= 3;
    return levels.includes('none') || (maybe ? ask(inquiry, question(condition, false)) : false);
  }
  // Who says nothing of a school claims no price of one.
  if (student === undefined) return levels.includes('none');
  const possible = STUDENTS.filter((level) => isPossible(level, age));
  const listed = possible.filter((level) => levels.includes(level));
  if (listed.length === 0) return false;
  if (listed.length === possible.length) return true;
  if (unsaid?.value !== undefined && unsaid.value !== null) {
    inquiry.used.push(unsaid);
    return unsaid.value;
  }
  return ask(inquiry, question(condition, true));
}

function isPossible(level: string, age: number | undefined): boolean {
  if (age === undefined) return true;
  if (level === 'school') return age < FIRST_AGE_AFTER_SCHOOL;
  return age >= FIRST_AGE_OF_COLLEGE && (level === 'college' || age < FIRST_AGE_AFTER_SCHOOL);
}

const question = (key: object, claimed: boolean) => ({
  key,
  code: 'fact_missing',
  field: 'schooling',
  label: '就读学校的层次',
  message: '缺少就读学校的层次(中小学、中职、大专院校),无法确定缴费档次',
  settledBy: 'fact' as const,
  claimed,
  readings: ['是所列学校的学生', '不是所列学校的学生'] as const,
});
