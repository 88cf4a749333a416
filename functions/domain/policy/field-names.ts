/** What a field of a policy table is called at a desk. */
import { isInFirstForm, type PolicyTable, type Sections } from '../policy.ts';
import { AID_CATEGORIES, AID_CATEGORY_NAMES, NOTICED_CHANNEL_NAMES } from '../regions.ts';

const NAMES: Record<string, string> = {
  'contribution.unit': '缴费标准的计费单位',
  'contribution.ageOn': '年龄的计算日',
  'aid.unlisted': '未列举人群的参保资助',
  'aid.several': '多重身份的适用办法',
  'aid.ordinaryForecloses': '正常缴费后能否再办特殊缴费',
  'aid.recognisedAfterPaying.inPeriod': '缴费后在集中缴费期内认定身份的处理',
  'aid.recognisedAfterPaying.afterPeriod': '缴费后在集中缴费期外认定身份的处理',
  'period.start': '集中缴费期起始日',
  'period.end': '集中缴费期截止日',
  'period.rollOver': '截止日逢节假日是否顺延',
  'period.monthlyWindow': '每月缴费时间',
  'extension.end': '延长缴费期截止日',
  'extension.monthlyWindow': '延长期内每月缴费时间',
  'late.allowed': '集中缴费期后能否补缴',
  'late.start': '补缴起始日',
  'late.end': '补缴截止日',
  'late.aided': '原有资助对象逾期缴费的负担',
  'late.newlyRecognised.categories': '新认定困难群体的范围',
  'late.newlyRecognised.individual': '新认定困难群体的个人负担',
  'late.newlyRecognised.subsidyPayer': '新认定困难群体财政补助的负担方',
  'exit.withinMonths': '退出其他制度保障后的办理期限(月)',
  'exit.schemes': '可按退出其他制度保障办理的人员',
  'exit.sameYearSchemes': '须当年退出的制度',
  'exit.subsidyCharged': '退出其他制度保障人员是否缴纳财政补助部分',
  'exit.benefitStart': '退出其他制度保障人员的待遇起始日',
  'wait.fixedMonths': '固定待遇等待期(月)',
  'wait.isMinimum': '等待期是否为下限',
  'wait.monthsPerLapsedYear': '每断保一年增加的等待期(月)',
  'wait.firstLapsedYearCounts': '断保的第一年是否计入',
  'wait.lapsedBeforeCounts': '2025年以前的断保年度是否计入',
  'wait.lapsedCountFrom': '断保年度的起算年',
  'wait.repairMonthsPerYear': '每修复一年减少的等待期(月)',
  'wait.floorFromLapsedYears': '适用等待期下限的连续断保年数',
  'wait.floorMonths': '连续断保四年以上的等待期下限(月)',
  'wait.inPeriodIfNotContinuous': '集中期内缴费而未连续参保者是否等待',
  'wait.exemptCategories': '不设等待期的人群',
  'wait.newbornExempt': '新生儿是否免等待期',
  'benefitStart.paidBeforeYear': '年度开始前缴费的待遇起始日',
  'benefitStart.paidInYear': '年度开始后在集中缴费期内缴费的待遇起始日',
  'benefitStart.paidInExtension': '延长期内缴费的待遇起始日',
  'benefitStart.inPeriodNotContinuous': '集中期内缴费而未连续参保者的待遇起始日',
  'benefitStart.waitAnchor': '等待期满的计算方法',
  'benefitStart.yearRound': '全年缴费的待遇起始日',
  benefitEnd: '待遇终止日',
  'newborn.bornIn': '适用的出生年份',
  'newborn.registrationRequired': '新生儿是否须先登记',
  'newborn.birthYearContribution': '新生儿出生当年的缴费',
  'newborn.benefitStart': '新生儿的待遇起始日',
  'newborn.windowMonths': '新生儿参保缴费期限(月)',
  'newborn.nextYearDeadline': '新生儿次年缴费截止日',
  'newborn.remindDaysBefore': '提前提醒的天数',
  'student.lumpSum': '学生能否按学制一次缴清',
  'student.toppedUp': '学制内标准提高是否补缴',
  'student.departures': '可退剩余年度的离校情形',
  'student.remainingYears': '剩余年度的计算方法',
  'refund.grounds': '退费事由',
  'refund.beforeBenefitPeriodOnly': '是否限于待遇享受期开始前',
  'refund.applicant': '退费申请人',
  'refund.applyAt': '退费受理地点',
  'refund.duplicateKept': '重复缴费保留哪一笔',
  'refund.approverAbove': '须由审批人复核的金额下限',
  'notice.ordinaryOption': '正常缴费时选择的选项',
  'notice.specialOption': '特殊缴费时选择的选项',
  'notice.paymentDay': '以何日为缴费日',
  'notice.registration': '参保登记的办法',
  'notice.identityDocuments.hmtResidencePermit': '能否凭港澳台居民居住证参保',
  'notice.identityDocuments.permanentResidence': '能否凭外国人永久居留身份证参保',
  'notice.identityDocuments.passport': '能否凭护照参保',
  'notice.queryDelay': '缴费记录可查询的工作日数',
  'notice.realTimeChannels': '可实时查询的渠道',
  'payers.aid': '资助资金的负担方',
};

const SECTIONS: Record<string, string> = {
  contribution: '缴费标准',
  aid: '参保资助',
  period: '集中缴费期',
  extension: '延长缴费期',
  late: '集中缴费期之后',
  exit: '退出其他制度保障',
  wait: '待遇等待期',
  benefitStart: '待遇起始日',
  newborn: '新生儿',
  student: '学生',
  refund: '退费',
  notice: '通知和提醒',
};

const LATE_PHASE: Record<string, string> = {
  until: '补缴阶段的截止日',
  subsidyCharged: '逾期缴费是否缴纳财政补助部分',
};
const NOTICE_ENTRIES: Record<string, string> = { how: '缴费办法', workingDaysOnly: '是否限工作日', phone: '咨询电话' };

/** What a desk calls the field that a path leads to or into, whatever its list's entry is called; undefined without one. */
export function fieldName(path: string): string | undefined {
  const parts = path.split('.');
  const [section, list, , ...rest] = parts;
  const leaves = { 'contribution.standards': STANDARD_LEAVES, 'aid.lines': AID_LEAVES, 'late.phases': LATE_PHASE };
  const inList =
    new Map(Object.entries(leaves)).get(`${section}.${list}`) ?? (section === 'notice' ? NOTICE_ENTRIES : {});
  const shorter = (names: readonly string[]) => names.map((_, index) => names.slice(0, names.length - index).join('.'));
  return [
    ...shorter(parts).map((one) => NAMES[one]),
    ...shorter(rest).map((one) => inList[one]?.replace(/^的/, '')),
    SECTIONS[path],
  ].find((name) => name !== undefined);
}

/** The Chinese name of a field; the field itself where it has none. */
export function nameOfField(field: string, table: PolicyTable): string {
  return (isInFirstForm(table) ? null : nameInWays(field, table)) ?? nameInFirstForm(field, table);
}

const PARTS_OF_WAY: Readonly<Record<string, string>> = {
  kind: '种类',
  name: '名称',
  who: '适用对象',
  open: '办理时间',
  years: '所缴年度',
  cost: '缴费',
  aid: '参保资助',
  wait: '等待期',
  begins: '待遇起始日',
  ends: '待遇终止日',
  like: '参照的情形',
  before: '先后次序',
};

const SECTIONS_OF_WAYS: Readonly<Record<string, string>> = {
  take: '采用的规定',
  groups: '声明的人群',
  payers: '声明的资金来源',
  events: '声明的情形',
  facts: '声明的事项',
  conditions: '命名的条件',
  contribution: '缴费标准',
  aid: '参保资助',
  who_may_join: '可以参保的人员',
  ways: '办理情形',
  ways_out: '退费情形',
  wait: '等待期',
  order: '办理情形的先后次序',
  other_years: '其他年度的缴费标准',
};

/** What a desk calls a part of a table in the form of ways that may not be whole yet; the part itself where it has no name. */
export function nameOfPart(field: string, read: Pick<PolicyTable, 'rules' | 'fields'>): string {
  const parts = field.split('.');
  const [section = ''] = parts;
  const part = parts.at(-1) ?? '';
  if (section === 'documents') return NAMES_OF_DOCUMENT[part] ?? field;
  if (/^notice\.enquiries\.\d+$/.test(field)) return '咨询电话';
  // Whom a line is for is called by the line, so that one knows which.
  const asLine = LINES.includes(section) && part === 'who';
  const name =
    nameInWays(field, asLine ? { ...read, fields: null } : read) ??
    fieldName(field) ??
    SECTIONS_OF_OTHERS[section] ??
    field;
  const isNamed = section === 'ways' || (!asLine && read.fields?.has(field) === true);
  return isNamed || parts.length < 2 ? name : `${name}${PARTS_OF_LINE[part] ?? ''}`;
}

const LINES: readonly string[] = ['contribution', 'aid'];
const NAMES_OF_DOCUMENT: Readonly<Record<string, string>> = {
  number: '文号',
  publisher: '发文机关',
  issuedOn: '发布日期',
};
const PARTS_OF_LINE: Readonly<Record<string, string>> = { who: '：适用对象', ground: '：事由', phone: '：电话' };
const SECTIONS_OF_OTHERS: Readonly<Record<string, string>> = { otherwise: '其他人员、其他日期能否缴费' };

/** Of a table in the form of ways: what the value is called there, or the way and the part of it. */
function nameInWays(field: string, { rules, fields }: Pick<PolicyTable, 'rules' | 'fields'>): string | null {
  const told = fields?.get(field);
  if (told) return told.label;
  const [section = '', name = '', part = ''] = field.split('.');
  if (section === 'ways') {
    const way = rules?.ways.find((one) => one.name === name);
    const called = way?.label ?? name;
    return part === '' ? called : `${called}:${PARTS_OF_WAY[part] ?? part}`;
  }
  if (section === 'ways_out') {
    // Each of its values begins with what the line is called.
    const own = [...(fields?.values() ?? [])].find((one) => one.field.startsWith(`ways_out.${name}.`));
    return own?.label.split(':')[0] ?? SECTIONS_OF_WAYS.ways_out ?? null;
  }
  const lines = section === 'contribution' ? rules?.contribution : section === 'aid' ? rules?.aid.lines : undefined;
  const line = lines?.[Number(name === 'lines' ? part : name)]?.name;
  return line ?? SECTIONS_OF_WAYS[section] ?? null;
}

export function nameInFirstForm(field: string, table: Sections): string {
  const [section, list, name, ...rest] = field.split('.');
  const leaf = rest.join('.');
  if (section === 'contribution' && list === 'standards') {
    const group = table.contribution.standards[name ?? '']?.name ?? '此人';
    return `${group}${STANDARD_LEAVES[leaf] ?? '个人缴费标准'}`;
  }
  if (section === 'aid' && list === 'lines') {
    const line = table.aid.lines[name ?? '']?.name ?? nameOfCategory(name ?? '');
    return `${line}${AID_LEAVES[leaf] ?? ''}`;
  }
  if (section === 'late' && list === 'phases') return LATE_PHASE[leaf] ?? field;
  if (section === 'notice' && list === 'channels') {
    return `${NOTICE_ENTRIES[leaf] ?? leaf}:${NOTICED_CHANNEL_NAMES[name ?? ''] ?? name}`;
  }
  if (section === 'notice' && list === 'enquiries') {
    return `咨询电话:${table.notice.enquiries?.[Number(name)]?.who ?? '其他'}`;
  }
  return NAMES[field] ?? field;
}

const nameOfCategory = (name: string): string => {
  const category = AID_CATEGORIES.find((one) => one === name);
  return category ? AID_CATEGORY_NAMES[category] : name;
};

const STANDARD_LEAVES: Record<string, string> = { individual: '个人缴费标准', subsidy: '财政补助标准' };

const AID_LEAVES: Record<string, string> = {
  selfPay: '个人缴费金额',
  payer: '资助资金来源',
  listFrom: '名单的提供部门',
  'requires.grades': '的残疾等级要求',
  'requires.certificateHeldBy': '的持证截止日',
  'requires.newCertificate.assessedBy': '的残疾评定截止日',
  'requires.age': '的年龄要求',
};
