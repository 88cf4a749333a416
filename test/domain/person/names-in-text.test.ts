import { expect, test } from 'vitest';
import { holdsName } from '../../../functions/domain/person/names-in-text.ts';

test.each([
  ['郭长河已参加职工医保', '郭长河'],
  ['由郭 长河本人申请', '郭长河'],
  ['阿依古丽买买提的户口簿', '阿依古丽·买买提'],
  ['paid by anna li', 'Anna Li'],
  ['郭\n长\u200b河来电', '郭长河'],
  ['郭-长-河 ANNA', '郭长河'],
  ['ＡＮＮＡ　ＬＩ 来电', 'Anna Li'],
])('%s names %s', (text, name) => expect(holdsName(text, [name])).toBe(true));

test.each([
  ['本人(郭某)已参加职工医保', '郭长河'],
  ['郭女士的长河路住址', '郭长河'],
  ['材料齐全', '李'],
])('%s does not name %s', (text, name) => expect(holdsName(text, [name])).toBe(false));
