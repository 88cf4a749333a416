/** What each rule of a decision decides, as a desk would say it. */
import { wordOf } from './case-words.ts';
import { RULE_WORDS } from './dictionary.ts';

export const ruleWord = (rule: string): string => wordOf(RULE_WORDS, rule);
