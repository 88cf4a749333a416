/**
 * A table of the first form, as offices have published it, said in ways: its rules are those of every table. Its values keep
 * the paths and clauses that they have there. Pure.
 */
import { AID_CATEGORY_NAMES, EVENTS, PAYERS } from '../regions.ts';
import type { Rules, WaitBlock, WayOut } from '../ways/model.ts';
import { silentAt } from '../ways/told.ts';
import { aidOf, contributionOf } from './people.ts';
import { afterWait, type FirstForm, from, meant, onDate, toldOf } from './told.ts';
import { lastDay } from './way.ts';
import { waysOf } from './ways.ts';

export function rulesOfFirstForm(form: FirstForm): Rules {
  const { contribution, benefitStart } = form.table;
  const silent = (field: string) => silentAt(field, '', '本地文件未提及');
  const ways = waysOf(form);
  return {
    contribution: contributionOf(form),
    contributionField: silentAt('contribution.standards.thisCase.individual', '个人缴费标准', '通知没有列出'),
    places: contribution.places,
    ageOn: toldOf(form, 'contribution.ageOn', contribution.ageOn, () => from('payment')),
    aid: aidOf(form),
    joins: null,
    ways,
    waysOut: waysOutOf(form),
    // Without a period nobody leaves another scheme after it.
    speaksOfExits: ways.some(({ ofEvents }) => ofEvents) || form.table.period.end.value === null,
    wait: waitOf(form),
    otherwise: meant('closed', 'late.allowed'),
    // Where the time to pay has no dates, only this tells the payments before the year from those in it.
    january:
      form.table.period.end.value === null
        ? toldOf(form, 'benefitStart.paidBeforeYear', benefitStart.paidBeforeYear, () => from('year_start'))
        : silent('benefitStart.paidBeforeYear'),
    afterGap: toldOf(form, 'benefitStart.inPeriodNotContinuous', benefitStart.inPeriodNotContinuous, () => afterWait),
    aided: silent('aid.lines'),
    oneEnd: meant(true, 'period.end'),
    payers: PAYERS,
    groups: AID_CATEGORY_NAMES,
    events: EVENTS,
    facts: {},
    either: [],
    otherYears: new Map(),
    exactCodes: true,
    asked: {
      exit: 'exit.withinMonths',
      newborn: {
        to: 'newborn.windowMonths',
        cost: 'newborn.birthYearContribution',
        begins: 'newborn.benefitStart',
      },
      aidOf: (category) => `aid.lines.${category}.selfPay`,
    },
  };
}

function waitOf(form: FirstForm): WaitBlock {
  const { wait } = form.table;
  const atLeast = wait.isMinimum.value === true;
  const months = (field: 'fixedMonths' | 'floorMonths', isBound: boolean) =>
    toldOf(form, `wait.${field}`, wait[field], (count) => ({ unit: 'months' as const, count, atLeast: isBound }));
  const number = (field: 'monthsPerLapsedYear' | 'lapsedCountFrom' | 'repairMonthsPerYear' | 'floorFromLapsedYears') =>
    toldOf(form, `wait.${field}`, wait[field], (count) => count);
  return {
    fixed: months('fixedMonths', atLeast),
    more: number('monthsPerLapsedYear'),
    firstLapsedYear: toldOf(form, 'wait.firstLapsedYearCounts', wait.firstLapsedYearCounts, (is) =>
      is ? 'counts' : 'free',
    ),
    fromYear: number('lapsedCountFrom'),
    yearsBefore: toldOf(form, 'wait.lapsedBeforeCounts', wait.lapsedBeforeCounts, (is) => (is ? 'count' : 'free')),
    repair: number('repairMonthsPerYear'),
    floorYears: number('floorFromLapsedYears'),
    floorTotal: months('floorMonths', false),
    notContinuous: toldOf(form, 'wait.inPeriodIfNotContinuous', wait.inPeriodIfNotContinuous, (is) =>
      is ? 'waits' : 'free',
    ),
    newborn: toldOf(form, 'wait.newbornExempt', wait.newbornExempt, (is) => (is ? 'free' : 'waits')),
    exempt: toldOf(form, 'wait.exemptCategories', wait.exemptCategories, (list): readonly string[] => list),
  };
}

/** Who was recognised after paying gets the aid back, or nothing; an ordinary payment that rules it out leaves no way. */
function waysOutOf(form: FirstForm): WayOut[] {
  const { ordinaryForecloses, recognisedAfterPaying: rules } = form.table.aid;
  if (ordinaryForecloses.value === true) return [];
  const line = {
    grounds: ['aid_recognised'],
    who: null,
    applied: null,
    applicant: silentAt('refund.applicant', '', ''),
  };
  const field = 'aid.recognisedAfterPaying';
  const last = lastDay(form);
  const inPeriod = toldOf(form, `${field}.inPeriod`, rules.inPeriod, () => 'aid' as const);
  const afterPeriod = toldOf(form, `${field}.afterPeriod`, rules.afterPeriod, () => 'none' as const);
  const nobody = { ...line, open: null, rule: 'aid_recognised_late', back: afterPeriod };
  if (last === null) return [nobody];
  const to = meant(onDate(last.date), last.field);
  return [{ ...line, open: { kind: 'dates', from: null, to }, rule: 'aid_recognised', back: inPeriod }, nobody];
}
