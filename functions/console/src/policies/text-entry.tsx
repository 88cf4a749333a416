/** The beginning: the policy text is read from a file, or pasted. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { policyQuery } from '../api/queries.ts';
import { RULES } from '../api/schema.ts';
import { upload } from '../api/upload.ts';
import { FileField } from '../files/file-field.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { type Kept, yearSaidIn } from './text-work.ts';

const FILE_LIMIT = RULES.limits.fileBytes;

/** Begun from nothing. */
const BLANK = 'blank';

export function TextEntry(props: {
  region: string;
  /** Empty where the text has to say it, or a person. */
  year: string;
  /** What the region is called; empty where it has no table yet. */
  name: string;
  onRead: (kept: Kept, year: string) => void;
}) {
  const { region, name, onRead } = props;
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [begins, setBegins] = useState('');
  const [typedYear, setTypedYear] = useState<string | null>(null);
  const year = props.year || (typedYear ?? yearSaidIn(text));
  const published = useQuery({ ...policyQuery(region, year), enabled: isYear(year) });
  const versions = published.data?.versions ?? [];
  const body = useRef<HTMLTextAreaElement>(null);
  const read = useMutation({
    mutationFn: async ({ from }: { from: 'text' | 'no_text' }) => {
      if (from === 'text') refuseAtOnce(text);
      if (!isYear(year)) throw NO_YEAR_SAID;
      const path = { region, coverageYear: year };
      // Under a year that was not chosen before the page was opened, something may be kept that nobody has seen here.
      if (props.year === '' && (await call('getPolicyWork', { path })).work) throw alreadyBegun(year);
      return call('keepPolicyWork', {
        path,
        body: {
          ...{ text: from === 'text' ? text : '', title: title.trim(), name, inForceFrom: '', answers: [] },
          begins: begins === '' && from === 'no_text' ? BLANK : begins,
        },
      });
    },
    onSuccess: ({ work }) => {
      if (work) onRead(work, year);
    },
  });
  return (
    <form
      className="card"
      noValidate
      aria-label="政策文件"
      onSubmit={(event) => {
        event.preventDefault();
        read.mutate({ from: 'text' });
      }}
    >
      <p>
        打开通知的文件，或粘贴它的正文。系统逐句读出金额、期限、人群等数值作为建议，由您逐项核对；没有读出的句子会列出来，不会猜测。
      </p>
      <FileField
        label="打开文件（TXT、网页、Word、PDF）"
        hint={`文件不超过 ${FILE_LIMIT / 1_000_000} MB。扫描件和图片里的文字读不出来。`}
        accept=".txt,.htm,.html,.docx,.pdf"
        reading="正在取出文字"
        send={async (file, onProgress) => {
          read.reset();
          if (file.size > FILE_LIMIT) throw tooLarge(file);
          return { name: file.name, ...(await upload('readPolicyTextFile', file, { onProgress })) };
        }}
        onSent={(file) => {
          setText(file.text);
          if (title === '') setTitle(file.name.replace(/\.[a-z]{3,4}$/i, ''));
          body.current?.focus();
        }}
      />
      {props.year === '' && (
        <div className="field">
          <label htmlFor="text-year">参保年度</label>
          <input
            id="text-year"
            type="number"
            min={2000}
            max={2100}
            aria-describedby="text-year-hint"
            value={year}
            onChange={(event) => setTypedYear(event.target.value)}
          />
          <small id="text-year-hint">正文写明年度的自动填入，请核对；没有写明的请填写。</small>
        </div>
      )}
      {versions.length > 0 && (
        <div className="field">
          <label htmlFor="text-begins">从哪里开始</label>
          <select id="text-begins" className="wide" value={begins} onChange={(event) => setBegins(event.target.value)}>
            <option value="">一份新表：只写这份文件说的</option>
            {versions.toReversed().map(({ version, inForceFrom, revision }) => (
              <option key={version} value={version}>
                在 {inForceFrom} 起施行的第 {revision} 版上改动：没有改的沿用
              </option>
            ))}
          </select>
          <small>年度中间有变动的，从现行的表开始；没有文件也可以逐项修改。</small>
        </div>
      )}
      <div className="field">
        <label htmlFor="text-title">文件名称</label>
        <input
          id="text-title"
          type="text"
          className="wide"
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="text-body">正文</label>
        <textarea
          id="text-body"
          ref={body}
          rows={9}
          aria-describedby="text-hint"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (read.isError) read.reset();
          }}
        />
        <small id="text-hint">从文件取出的文字在这里，可以先删去与参保缴费无关的部分。</small>
      </div>
      {read.isError && <FailureNote what="没有读成" error={read.error} takesFocus />}
      <div className="sticky">
        {text.trim() === '' && (
          <Button disabled={read.isPending} onClick={() => read.mutate({ from: 'no_text' })}>
            {begins === '' ? '不用文件，从空白的表填写' : '不用文件，逐项修改'}
          </Button>
        )}{' '}
        <Button type="primary" htmlType="submit" loading={read.isPending}>
          读出建议
        </Button>
      </div>
    </form>
  );
}

const isYear = (year: string): boolean => /^20\d{2}$|^2100$/.test(year);

const refused = (title: string, detail: string): ApiError =>
  new ApiError(422, { code: 'policy_text_not_read', title, detail });

const NO_YEAR_SAID = refused('缺少参保年度', '正文没有写明是哪个年度（或写了几个），请填写参保年度，如 2027。');

const alreadyBegun = (year: string): ApiError =>
  refused(
    '已有一份没有做完的',
    `您已存有 ${year} 年度的一份，没有被替换。请回到“政策”，选参保年度 ${year} 打开它；要换成这份文件的，在那里按“换一份文件”。`,
  );

/** Told before it is sent: a text without words, and one that no request can hold. */
function refuseAtOnce(text: string): void {
  if (text.trim() === '') throw refused('没有正文', '请先打开文件，或把通知的正文粘贴到“正文”中。');
  const { length } = text;
  if (length > LONGEST_TEXT) {
    throw refused(
      '文本太长',
      `文本有 ${length.toLocaleString('zh-CN')} 个字符，最多 ${LONGEST_TEXT.toLocaleString('zh-CN')} 个：不像一份通知。请只留下要读的通知。`,
    );
  }
}
const LONGEST_TEXT = 300_000;

/** Told before it is sent: a large file is a scan, or no notice. */
const tooLarge = ({ size }: File): ApiError =>
  new ApiError(413, {
    code: 'body_too_large',
    title: '文件太大',
    detail: `文件有 ${(size / 1_000_000).toFixed(1)} MB，最多 ${FILE_LIMIT / 1_000_000} MB，多半是扫描件。请找到文字版，或粘贴正文。`,
  });
