/**
 * 大写金额, as papers for a treasury write it (支付结算办法, 附件一: 正确填写票据和结算凭证的基本规定): `380.00` is
 * 叁佰捌拾元整, `100.05` is 壹佰元零伍分. Amounts of three places end with 厘.
 */
import nzh from 'nzh';

const UNITS = ['角', '分', '厘'];

/** @param amount decimal yuan with at most three places; what is none stays as it is */
export function capitalAmount(amount: string): string {
  const [, whole, part = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(amount) ?? [];
  if (whole === undefined) return amount;
  const yuan = Number(whole);
  let text = yuan > 0 ? `${nzh.cn.encodeB(yuan)}元` : '';
  let skipped = false;
  for (const [at, digit] of [...part].entries()) {
    if (digit === '0') skipped = true;
    else {
      text += `${skipped && text !== '' ? '零' : ''}${nzh.cn.encodeB(digit)}${UNITS[at]}`;
      skipped = false;
    }
  }
  if (text === '') return '零元整';
  return /[元角]$/.test(text) ? `${text}整` : text;
}
