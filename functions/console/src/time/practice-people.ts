/** Made-up people and files, so that an office can train. Region 141199 is no place: nobody was ever given such a number. */

export interface PracticePerson {
  name: string;
  idNumber: string;
  phone: string;
}

const NAMES = [
  '郭长河',
  '李秋实',
  '王清源',
  '赵立夏',
  '贺小满',
  '乔大川',
  '柳知秋',
  '田丰年',
  '孟春雨',
  '石磊落',
  '韩冬青',
  '安远山',
];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** With the right check digit (GB 11643). */
function idNumber(sequence: number, born: string): string {
  const body = `141199${born}${String(sequence).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

/** With the right check digit (Luhn). */
function cardNumber(sequence: number): string {
  const body = `622202${String(sequence).padStart(12, '0')}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** @param born year of birth of the first one */
const people = (born: number, from: number): PracticePerson[] =>
  NAMES.map((name, index) => ({
    name,
    idNumber: idNumber(from + index, `${born + index}0${(index % 9) + 1}15`),
    phone: `139000${String(from + index).padStart(5, '0')}`,
  }));

export const RESIDENTS: readonly PracticePerson[] = people(1975, 101);
const STUDENTS: readonly PracticePerson[] = people(1996, 201);

/** The university that one can sign in as on such a machine. */
const UNIVERSITY = '10112';

export interface PracticeFile {
  name: string;
  who: string;
  text: string;
}

const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Files that fit each other: what the tax side tells of the students is what the university's list is checked against. */
export function practiceFiles(region: string, today: string, daysAgo: (days: number) => string): PracticeFile[] {
  const year = Number(today.slice(0, 4));
  const paid = STUDENTS.map(({ idNumber: id }, index) => {
    const years = `${year}-${year + 3}`;
    return [
      `LX-${year}-${index + 1}`,
      id,
      region,
      years,
      '1600.00',
      daysAgo(90),
      '学校代收',
      `university:${UNIVERSITY}`,
    ];
  });
  const enrolled = RESIDENTS.map(({ idNumber: id, name, phone }, index) => [
    id,
    // One cannot be written to: a dead letter to practise with.
    index === 3 ? '' : name,
    region,
    year - 1,
    `${year - 1}-01-01`,
    index === 3 ? '' : phone,
  ]);
  const left = STUDENTS.slice(0, 10).map(({ idNumber: id, name }, index) => {
    const number = `${year - 3}${String(index + 1).padStart(4, '0')}`;
    const on = index === 8 ? '46083' : daysAgo(5);
    return [
      number,
      index === 9 ? '1.10101E+17' : id,
      name,
      index % 2 ? '文学院' : '机械学院',
      '退学',
      on,
      '工商银行',
      cardNumber(index + 1),
    ];
  });
  return [
    {
      name: '练习-缴费明细.csv',
      who: '税务：数据导入',
      text: csv([['凭证号', '身份证号码', '统筹区', '参保年度', '金额', '征收日期', '缴费渠道', '缴费人'], ...paid]),
    },
    {
      name: '练习-参保登记.csv',
      who: '经办：数据导入，到期前就有提醒可看',
      text: csv([['身份证号码', '姓名', '统筹区', '参保年度', '待遇开始日期', '手机号码'], ...enrolled]),
    },
    {
      name: '练习-离校名单.csv',
      who: '高校：批量退费（先由税务导入缴费明细），内有两处错误',
      text: csv([['学号', '身份证号码', '姓名', '学院', '离校情形', '离校日期', '开户银行', '银行卡号'], ...left]),
    },
  ];
}
