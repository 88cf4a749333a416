/** Names of persons in what somebody wrote. Which names is for the caller to know: a name looks like any other word. */
import { plainName } from './plain-text.ts';

/** Whether one of these names stands in full in the text; 郭某 and 郭女士 do not name 郭长河. */
export const holdsName = (text: string, names: readonly string[]): boolean => {
  const written = plainName(text);
  return names.map(plainName).some((name) => [...name].length > 1 && written.includes(name));
};
