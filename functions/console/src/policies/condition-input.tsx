/** For whom a line or a way is: kinds of people, each ticked together from lists. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { DISABILITY_WORDS, HOUSEHOLD_WORDS, SCHOOLING_WORDS } from '../words/dictionary.ts';
import { LabelledChoice, Several } from './form-parts.tsx';
import type { Kept } from './text-work.ts';
import { conditionOf, type GroupForm, type Json, NO_GROUP, type SpanForm, writeCondition } from './value-forms.ts';

const { none: _none, ...SCHOOLS } = SCHOOLING_WORDS;
const GRADES = ['1', '2', '3', '4'];
const INSURED: [string, string][] = [
  ['', '不限'],
  ['previous_year', '上一年度已参保'],
  ['continuous', '连续参保'],
  ['not_continuous', '没有连续参保'],
];
const TIERS: [string, string][] = [
  ['', '不限'],
  ['low', '较低的一档'],
  ['high', '较高的一档'],
];

interface Props {
  conditions: Kept['conditions'];
  say: (code: string) => string;
}

export function ConditionInput(props: Props & { value: Json; onChange: (value: Json) => void }) {
  const { value, onChange } = props;
  const [groups, setGroups] = useState<GroupForm[]>(() => conditionOf(value) ?? [NO_GROUP]);
  const set = (next: GroupForm[]) => {
    setGroups(next);
    onChange(writeCondition(next));
  };
  return (
    <>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a kind of people has no name but its place
        <fieldset className="group-form" key={index}>
          <legend>{groups.length === 1 ? '适用对象' : `第 ${index + 1} 类人（符合任何一类即可）`}</legend>
          <Group
            {...props}
            group={group}
            onChange={(next) => set(groups.map((one, at) => (at === index ? next : one)))}
          />
        </fieldset>
      ))}
      <p className="row-choices">
        <Button size="small" onClick={() => set([...groups, NO_GROUP])}>
          或者另一类人
        </Button>
        {groups.length > 1 && (
          <Button size="small" onClick={() => set(groups.slice(0, -1))}>
            去掉最后一类
          </Button>
        )}
      </p>
    </>
  );
}

function Group({
  group,
  conditions,
  say,
  onChange,
}: Props & { group: GroupForm; onChange: (group: GroupForm) => void }) {
  const set = (change: Partial<GroupForm>) => onChange({ ...group, ...change });
  const tick = (part: 'andTheLike' | 'inYear' | 'localSchool', label: string) => (
    <label>
      <input type="checkbox" checked={group[part]} onChange={(event) => set({ [part]: event.target.checked })} />{' '}
      {label}
    </label>
  );
  const years = (part: 'ageFrom' | 'ageUnder', label: string) => (
    <label>
      {label}{' '}
      <input
        type="number"
        min={0}
        max={130}
        value={group[part]}
        onChange={(event) => set({ [part]: event.target.value })}
      />{' '}
      周岁
    </label>
  );
  return (
    <>
      <More title="人群" open={group.category.length > 0 || JSON.stringify(group) === JSON.stringify(NO_GROUP)}>
        <Several
          label="人群"
          codes={[...conditions.categories, 'any_aided']}
          chosen={group.category}
          say={say}
          onChange={(category) => set({ category })}
        />
      </More>
      <p className="in-a-row">
        {years('ageFrom', '满')}
        {years('ageUnder', '不满')}
        {tick('andTheLike', '原文列举后有“等”')}
      </p>
      <More title="残疾等级和类别" open={group.grade.length + group.disability.length > 0}>
        <Several
          label="等级"
          codes={GRADES}
          chosen={group.grade}
          say={(one) => `${one} 级`}
          onChange={(grade) => set({ grade })}
        />
        <Several
          label="类别"
          codes={Object.keys(DISABILITY_WORDS)}
          chosen={group.disability}
          say={(one) => DISABILITY_WORDS[one] ?? one}
          onChange={(disability) => set({ disability })}
        />
      </More>
      <More title="就读" open={group.schooling.length > 0 || group.localSchool}>
        <Several
          label="就读于"
          codes={Object.keys(SCHOOLS)}
          chosen={group.schooling}
          say={(one) => SCHOOLS[one] ?? one}
          onChange={(schooling) => set({ schooling })}
        />
        {tick('localSchool', '在本地就读')}
      </More>
      <More title="发生的情形" open={group.event.length > 0}>
        <Several
          label="情形"
          codes={conditions.events}
          chosen={group.event}
          say={say}
          onChange={(event) => set({ event })}
        />
        {tick('inYear', '情形须发生在当年')}
      </More>
      <More title="出生日期" open={isSet(group.born)}>
        <Span of="出生" span={group.born} onChange={(born) => set({ born })} />
      </More>
      <More title="身份认定日期" open={isSet(group.recognised)}>
        <Span of="认定" span={group.recognised} onChange={(recognised) => set({ recognised })} />
      </More>
      <More title="户籍、档次、以前是否参保" open={group.household + group.tier + group.insured !== ''}>
        <p className="in-a-row">
          <LabelledChoice
            label="户籍"
            options={[['', '不限'], ...Object.entries(HOUSEHOLD_WORDS)]}
            value={group.household}
            onChange={(household) => set({ household })}
          />
          <LabelledChoice label="档次" options={TIERS} value={group.tier} onChange={(tier) => set({ tier })} />
          <LabelledChoice
            label="参保"
            options={INSURED}
            value={group.insured}
            onChange={(said) =>
              set({
                insured: said === 'previous_year' || said === 'continuous' || said === 'not_continuous' ? said : '',
              })
            }
          />
        </p>
      </More>
    </>
  );
}

const isSet = ({ year, from, to }: SpanForm): boolean => year || from !== '' || to !== '';

function More({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  const [isOpen] = useState(open);
  return (
    <details className="rare" open={isOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function Span({ of, span, onChange }: { of: string; span: SpanForm; onChange: (span: SpanForm) => void }) {
  const day = (part: 'from' | 'to', label: string) => (
    <label>
      {label}{' '}
      <input
        type="date"
        disabled={span.year}
        value={span[part]}
        onChange={(event) => onChange({ ...span, [part]: event.target.value })}
      />
    </label>
  );
  return (
    <p className="in-a-row">
      <label>
        <input
          type="checkbox"
          checked={span.year}
          onChange={(event) => onChange({ year: event.target.checked, from: '', to: '' })}
        />{' '}
        {of}在当年
      </label>
      {day('from', `${of}自`)}
      {day('to', '至')}
    </p>
  );
}
