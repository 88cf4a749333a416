/** The states of the state machines and what leads from one to the next, in words. */
import { wordOf } from './case-words.ts';
import { STEP_WORDS } from './dictionary.ts';

export const stateWord = (state: string): string => wordOf(STEP_WORDS, state);
