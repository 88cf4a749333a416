import { expect, it } from 'vitest';
import { capitalAmount } from '../../functions/console/src/words/capital-amount.ts';

it.each([
  ['380.00', '叁佰捌拾元整'],
  ['0.00', '零元整'],
  ['0.50', '伍角整'],
  ['0.05', '伍分'],
  ['100.05', '壹佰元零伍分'],
  ['1005.10', '壹仟零伍元壹角整'],
  ['1005.12', '壹仟零伍元壹角贰分'],
  ['100010.00', '壹拾万零壹拾元整'],
  ['38.454', '叁拾捌元肆角伍分肆厘'],
  ['38.004', '叁拾捌元零肆厘'],
  ['1100', '壹仟壹佰元整'],
  ['999999999.999', '玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分玖厘'],
  ['—', '—'],
])('%s in capitals is %s', (amount, capitals) => {
  expect(capitalAmount(amount)).toBe(capitals);
});
