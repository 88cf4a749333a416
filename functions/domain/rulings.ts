/** How an unclear text is read has been ruled so often (`functions/DECISIONS.md`): the number of the last ruling that the rules know. */
export const RULINGS = 36;
