/** Reads the ways out: on which ground, for whom, when and by whom something goes back, and how much. */
import type { Json } from '../json.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../policy/special-groups.ts';
import { GROUND_NAMES_OF_TABLES, REFUND_GROUND_NAMES } from '../regions.ts';
import type { Back, WayOut } from '../ways/model.ts';
import { type ConditionContext, readCondition } from './read-condition.ts';
import { readSpan } from './read-window.ts';
import { isMap, oneOf, type Path, type ReadingPlace, unknownWord } from './reading.ts';

const BACK: readonly Back[] = ['all', 'aid', 'difference', 'years_not_begun', 'ordinary_payment', 'none'];
/** Grounds of an application, and two that only a table tells apart. */
const GROUNDS: readonly string[] = [...REFUND_GROUNDS, 'change_of_tier', 'duplicate_student'];
/** What a line is called that has no name: by its grounds, so that no two are alike. */
const NAMES: Readonly<Record<string, string>> = { ...REFUND_GROUND_NAMES, ...GROUND_NAMES_OF_TABLES };
const APPLICANTS = ['payer', 'insured', 'heir', 'university'] as const;

export function readWaysOut(node: Json | undefined, context: ConditionContext): WayOut[] {
  if (node === undefined) return [];
  if (!Array.isArray(node)) {
    context.reading.refuse(['ways_out'], '应为退费情形的列表,每行一个“- ”:{ ground: death, back: all, by: 条款 }');
    return [];
  }
  const events = { ...context.events, ...Object.fromEntries(DEPARTURES.map((kind) => [kind, kind])) };
  const labels = labelsOf(node);
  return node.flatMap((one, index) =>
    readWayOut(one, labels[index] ?? '', ['ways_out', index], { ...context, events }),
  );
}

const groundsOf = (node: Json): string[] => {
  const ground = isMap(node) ? node.ground : undefined;
  return (Array.isArray(ground) ? ground : [ground]).map((one) => String(one ?? ''));
};

/** By name, else by grounds; lines that would be called alike are counted. */
function labelsOf(lines: readonly Json[]): string[] {
  const calledFor = (node: Json): { name: string; inBrackets: string[] } =>
    isMap(node) && typeof node.name === 'string'
      ? { name: node.name, inBrackets: [] }
      : { name: '退费', inBrackets: groundsOf(node).flatMap((ground) => NAMES[ground] ?? []) };
  const all = lines.map(calledFor);
  const keys = all.map((one) => JSON.stringify(one));
  return all.map(({ name, inBrackets }, index) => {
    const alike = keys.flatMap((key, at) => (key === keys[index] ? [at] : []));
    const number = alike.indexOf(index);
    const counted = alike.length === 1 ? [] : [`其${NUMERALS[number] ?? number + 1}`];
    const words = [...(inBrackets.length === 0 ? [] : [inBrackets.join('、')]), ...counted];
    return words.length === 0 ? name : `${name}（${words.join('，')}）`;
  });
}
const NUMERALS = '一二三四五六七八九十';

function readWayOut(node: Json, label: string, path: Path, context: ConditionContext): WayOut[] {
  const { reading } = context;
  if (!isMap(node)) {
    reading.refuse(path, '应为 { ground: death, back: all, by: 条款 }');
    return [];
  }
  reading.keys(node, path, ['name', 'ground', 'who', 'open', 'applied', 'applicant', 'back']);
  const grounds = groundsOf(node);
  for (const ground of grounds) {
    if (!GROUNDS.includes(ground)) reading.refuse([...path, 'ground'], unknownWord(ground, GROUNDS));
  }
  const by = typeof node.by === 'string' ? node.by : undefined;
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
