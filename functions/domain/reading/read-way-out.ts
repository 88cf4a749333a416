/** Reads the ways out: on which ground, for whom, when and by whom something goes back, and how much. */
import type { Json } from '../json.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../policy/special-groups.ts';
import type { Back, WayOut } from '../ways/model.ts';
import { type ConditionContext, readCondition } from './read-condition.ts';
import { readSpan } from './read-window.ts';
import { isMap, oneOf, type Path, type ReadingPlace, unknownWord } from './reading.ts';

const BACK: readonly Back[] = ['all', 'aid', 'difference', 'years_not_begun', 'ordinary_payment', 'none'];
/** Grounds of an application, and two that only a table tells apart. */
const GROUNDS: readonly string[] = [...REFUND_GROUNDS, 'change_of_tier', 'duplicate_student'];
const APPLICANTS = ['payer', 'insured', 'heir', 'university'] as const;

export function readWaysOut(node: Json | undefined, context: ConditionContext): WayOut[] {
  if (node === undefined) return [];
  if (!Array.isArray(node)) {
    context.reading.refuse(['ways_out'], '应为退费情形的列表,每行一个“- ”:{ ground: death, back: all, by: 条款 }');
    return [];
  }
  const events = { ...context.events, ...Object.fromEntries(DEPARTURES.map((kind) => [kind, kind])) };
  return node.flatMap((one, index) => readWayOut(one, ['ways_out', index], { ...context, events }));
}

function readWayOut(node: Json, path: Path, context: ConditionContext): WayOut[] {
  const { reading } = context;
  if (!isMap(node)) {
    reading.refuse(path, '应为 { ground: death, back: all, by: 条款 }');
    return [];
  }
  reading.keys(node, path, ['name', 'ground', 'who', 'open', 'applied', 'applicant', 'back']);
  const grounds = (Array.isArray(node.ground) ? node.ground : [node.ground]).map((one) => String(one ?? ''));
  for (const ground of grounds) {
    if (!GROUNDS.includes(ground)) reading.refuse([...path, 'ground'], unknownWord(ground, GROUNDS));
  }
  const by = typeof node.by === 'string' ? node.by : undefined;
  const label = typeof node.name === 'string' ? node.name : '退费';
  const at = (key: string, what: string): ReadingPlace => ({ path: [...path, key], label: `${label}:${what}`, by });
  return [
    {
      grounds,
      who: node.who === undefined ? null : readCondition(node.who, at('who', '对象'), context),
      open: node.open === undefined ? null : readSpan(node.open, at('open', '事由发生的期间'), context),
      applied: node.applied === undefined ? null : readSpan(node.applied, at('applied', '申请的期间'), context),
      applicant: reading.told(node.applicant, { ...at('applicant', '申请人'), uncited: true }, oneOf(APPLICANTS)),
      back: reading.told(node.back, at('back', '退多少'), oneOf(BACK)),
    },
  ];
}
