/**
 * A state machine as a picture: laid out once from its ASL file, static SVG with one group a state.
 * Failures that are caught by States.ALL all lead to the same state; they are said in words instead of drawn.
 */
import dagre from '@dagrejs/dagre';
import { z } from 'zod';

const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Condition: z.union([z.string(), z.boolean()]), Next: z.string() })).optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
});
const machineSchema = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), stateSchema) });

export interface Transition {
  from: string;
  to: string;
  /** What leads there: a choice's value, an error that is caught, or nothing. */
  label: string;
  caught: boolean;
}

/** All transitions of a definition, those caught by States.ALL left out. */
export function transitionsOf(definition: string): Transition[] {
  const { States } = machineSchema.parse(JSON.parse(definition));
  return Object.entries(States).flatMap(([from, state]) => [
    ...(state.Next ? [{ from, to: state.Next, label: '', caught: false }] : []),
    ...(state.Choices ?? []).map(({ Condition, Next }) => ({
      from,
      to: Next,
      label: comparedValue(Condition),
      caught: false,
    })),
    ...(state.Default ? [{ from, to: state.Default, label: 'otherwise', caught: false }] : []),
    ...(state.Catch ?? []).flatMap(({ ErrorEquals, Next }) =>
      ErrorEquals.includes('States.ALL') ? [] : [{ from, to: Next, label: ErrorEquals.join(', '), caught: true }],
    ),
  ]);
}

/** The word that a condition compares with; one that is compared with true says yes, with false no. */
function comparedValue(condition: string | boolean): string {
  const text = String(condition);
  const word = /= true\b/.test(text) ? 'yes' : /= false\b/.test(text) ? 'no' : text;
  return /'([^']+)'/.exec(text)?.[1] ?? word;
}

const FILL: Record<string, string> = { Task: '#e6f0fa', Choice: '#fff7e6', Succeed: '#eaf6e6', Fail: '#fdecea' };
const HEIGHT = 40;
const TEXT = 'font-family="system-ui, sans-serif"';

/** The words of a picture: those of its states and labels, its name, and what its lines mean. */
interface DiagramWords {
  of(word: string): string;
  title: string;
  legend: string;
}

const LEGEND =
  'Dashed: caught by name. Any other failure of a task leads to ParkCase. Double border: waits on a task token.';

/** Room for a text at 15 px: a Chinese character is as wide as it is high. */
const widthOf = (text: string, latin: number): number =>
  [...text].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 15 : latin), 0);

export function drawStateMachine(
  name: string,
  definition: string,
  words: DiagramWords = { of: (word) => word, title: name, legend: LEGEND },
): string {
  const { StartAt, States } = machineSchema.parse(JSON.parse(definition));
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 46, ranksep: 52, edgesep: 18, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of Object.keys(States))
    graph.setNode(name, { width: widthOf(words.of(name), 9) + 34, height: HEIGHT });
  transitionsOf(definition).forEach(({ from, to, label, caught }, index) => {
    const said = label.split(', ').map(words.of).join(', ');
    graph.setEdge(from, to, { width: widthOf(said, 7), height: said ? 16 : 0, label: said, caught }, String(index));
  });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const states = Object.entries(States).map(([name, state]) =>
    drawState(name, words.of(name), state, name === StartAt, graph.node(name)),
  );
  const edges = graph.edges().map((edge: { v: string; w: string }) => drawTransition(graph.edge(edge)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height) + 30}" role="img" aria-label="${words.title}">`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#595959"/></marker></defs>',
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...edges,
    ...states,
    `<text x="20" y="${Math.ceil(height) + 18}" font-size="12" ${TEXT} fill="#595959">${words.legend}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

type Box = { x: number; y: number; width: number; height: number };

function drawState(
  name: string,
  text: string,
  { Type, Resource }: z.output<typeof stateSchema>,
  first: boolean,
  box: Box,
): string {
  const { x, y, width, height } = box;
  const left = x - width / 2;
  const top = y - height / 2;
  const round = Type === 'Succeed' || Type === 'Fail' ? 20 : Type === 'Choice' ? 0 : 6;
  const waits = Resource?.endsWith('.waitForTaskToken') === true;
  const rect = (inset: number) =>
    `<rect x="${left + inset}" y="${top + inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${round}" fill="${FILL[Type] ?? '#f5f5f5'}" stroke="#595959" stroke-width="${first ? 2.5 : 1}"/>`;
  const label = Type === 'Choice' && !/[?吗]$/.test(text) ? `${text}?` : text;
  return `<g id="${name}" class="state ${Type.toLowerCase()}">${rect(0)}${waits ? rect(3) : ''}<text x="${x}" y="${y + 5}" text-anchor="middle" font-size="15" ${TEXT} fill="#1f1f1f">${label}</text></g>`;
}

function drawTransition(edge: {
  points?: { x: number; y: number }[];
  x?: number;
  y?: number;
  label?: string;
  caught?: boolean;
}): string {
  const points = (edge.points ?? []).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const line = `<polyline points="${points}" fill="none" stroke="#595959" stroke-width="1.2"${edge.caught ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#arrow)"/>`;
  if (!edge.label || edge.x === undefined || edge.y === undefined) return line;
  return `${line}<text x="${edge.x.toFixed(1)}" y="${(edge.y + 4).toFixed(1)}" text-anchor="middle" font-size="12" ${TEXT} fill="#0050b3" stroke="#ffffff" stroke-width="4" paint-order="stroke">${edge.label}</text>`;
}
