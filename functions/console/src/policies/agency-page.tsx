/** 经办机构: what stands on papers beside the decision; what is not filled in is left out. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { agencyQuery } from '../api/queries.ts';
import { FieldRows } from '../kinds/field-rows.tsx';
import { type Field, readFields, type TypedFields } from '../kinds/form-fields.ts';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';

const FIELDS: readonly Field[] = [
  { type: 'text', name: 'name', label: '机构名称', hint: '文书的落款' },
  { type: 'text', name: 'address', label: '地址' },
  { type: 'text', name: 'telephone', label: '电话' },
  { type: 'text', name: 'hours', label: '办公时间', hint: '如“工作日 8:30—12:00，14:30—18:00”' },
  { type: 'text', name: 'complaintTo', label: '行政复议机关' },
  { type: 'text', name: 'complaintWithin', label: '复议期限', hint: '如“自收到本决定之日起六十日内”' },
  { type: 'text', name: 'court', label: '行政诉讼的法院' },
  { type: 'text', name: 'courtWithin', label: '起诉期限', hint: '如“自收到本决定之日起六个月内”' },
  {
    type: 'text',
    name: 'numberPattern',
    label: '文号样式',
    hint: '如“孝医保〔{year}〕{number}号”：{year} 处印年份，{number} 处印号码；不填则文书不编号',
  },
];

export function Component() {
  const { region = '' } = useParams();
  const regions = useRegionWords();
  const found = useQuery(agencyQuery(region));
  return (
    <>
      <div className="page-head">
        <h1>经办机构：{wordOf(regions, region)}</h1>
      </div>
      {found.isPending && <Loading what="经办机构" />}
      {found.isError && <FailureNote what="经办机构没有读到" error={found.error} retry={() => found.refetch()} />}
      {found.data && <AgencyForm region={region} before={found.data.agency ?? {}} key={found.data.changedAt} />}
      {found.data?.changedAt && (
        <p className="hint">
          {found.data.changedByName} 于 {timeOf(found.data.changedAt)} 保存。
        </p>
      )}
    </>
  );
}

function AgencyForm({ region, before }: { region: string; before: TypedFields }) {
  const [typed, setTyped] = useState<TypedFields>(before);
  const may = useMay();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => call('changeAgency', { path: { region }, body: readFields(FIELDS, typed) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['agency', region] }),
  });
  return (
    <form
      className="card fields"
      noValidate
      aria-label="经办机构"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="hint">文书上没有填写的一概省去。文号在一个统筹区一年之内连续编排，每份文书第一次打印时取得。</p>
      <FieldRows
        fields={FIELDS}
        typed={typed}
        onChange={(next) => {
          setTyped(next);
          if (save.isError) save.reset();
        }}
        issues={save.error instanceof ApiError ? save.error.issues : []}
      />
      {save.isError && <FailureNote what="没有保存" error={save.error} />}
      {save.isSuccess && (
        <p role="status" className="settled">
          已保存，以后打印的文书按此。
        </p>
      )}
      {may.publishPolicies && (
        <div className="sticky">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            保存
          </Button>
        </div>
      )}
    </form>
  );
}
