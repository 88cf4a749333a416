/** Names of persons in what somebody wrote. Which names is for the caller to know: a name looks like any other word. */

/** As people set names apart: with spaces, or with one of the dots of 阿依古丽·买买提. */
const plain = (text: string): string => text.replaceAll(/[\s·•.]/gu, '').toLowerCase();

/** Whether one of these names stands in full in the text; 郭某 and 郭女士 do not name 郭长河. */
export const holdsName = (text: string, names: readonly string[]): boolean => {
  const written = plain(text);
  return names.some((name) => [...plain(name)].length > 1 && written.includes(plain(name)));
};
