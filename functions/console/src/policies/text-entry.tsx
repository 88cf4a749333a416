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
import type { Kept } from './text-work.ts';

const FILE_LIMIT = RULES.limits.fileBytes;

/** Begun from nothing. */
const BLANK = 'blank';

export function TextEntry(props: {
  path: { region: string; coverageYear: string };
  /** What the region is called. */
  name: string;
  onRead: (kept: Kept) => void;
}) {
  const { path, name, onRead } = props;
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [begins, setBegins] = useState('');
  const published = useQuery(policyQuery(path.region, path.coverageYear));
  const versions = published.data?.versions ?? [];
  const body = useRef<HTMLTextAreaElement>(null);
  const read = useMutation({
    mutationFn: () =>
      call('keepPolicyWork', {
        path,
        body: {
          ...{ text, title: title.trim(), name, inForceFrom: '', answers: [] },
          begins: begins === '' && text.trim() === '' ? BLANK : begins,
        },
      }),
    onSuccess: ({ work }) => {
      if (work) onRead(work);
    },
  });
  return (
    <form
      className="card"
      noValidate
      aria-label="政策文件"
      onSubmit={(event) => {
        event.preventDefault();
        read.mutate();
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
          if (file.size > FILE_LIMIT) throw tooLarge(file);
          return { name: file.name, ...(await upload('readPolicyTextFile', file, { onProgress })) };
        }}
        onSent={(file) => {
          setText(file.text);
          if (title === '') setTitle(file.name.replace(/\.[a-z]{3,4}$/i, ''));
          body.current?.focus();
        }}
      />
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
          onChange={(event) => setText(event.target.value)}
        />
        <small id="text-hint">从文件取出的文字在这里，可以先删去与参保缴费无关的部分。</small>
      </div>
      {read.isError && <FailureNote what="没有读成" error={read.error} />}
      <div className="sticky">
        <Button type="primary" htmlType="submit" loading={read.isPending}>
          {text.trim() !== '' ? '读出建议' : begins === '' ? '不用文件，从空白的表填写' : '不用文件，逐项修改'}
        </Button>
      </div>
    </form>
  );
}

/** Told before it is sent: a large file is a scan, or no notice. */
const tooLarge = ({ size }: File): ApiError =>
  new ApiError(413, {
    code: 'body_too_large',
    title: '文件太大',
    detail: `文件有 ${(size / 1_000_000).toFixed(1)} MB，最多 ${FILE_LIMIT / 1_000_000} MB，多半是扫描件。请找到文字版，或粘贴正文。`,
  });
