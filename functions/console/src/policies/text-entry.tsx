/** The beginning: the policy text is pasted, or read from a file of plain text. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { FailureNote } from '../shell/notes.tsx';
import type { Kept } from './text-work.ts';

export function TextEntry(props: {
  path: { region: string; coverageYear: string };
  /** What the region is called. */
  name: string;
  onRead: (kept: Kept) => void;
}) {
  const { path, name, onRead } = props;
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const read = useMutation({
    mutationFn: () =>
      call('keepPolicyWork', { path, body: { text, title: title.trim(), name, inForceFrom: '', answers: [] } }),
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
        粘贴通知的正文。系统逐句读出金额、期限、人群等数值作为建议，由您逐项核对；没有读出的句子会列出来，不会猜测。
      </p>
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
          rows={14}
          aria-describedby="text-hint"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <small id="text-hint">Word、PDF 文件请打开后复制正文，粘贴到这里；图片和扫描件里的文字读不出来。</small>
      </div>
      <div className="field">
        <label htmlFor="text-file">或打开文本文件（.txt）</label>
        <input
          id="text-file"
          type="file"
          accept=".txt,text/plain"
          onChange={async (event) => {
            const [file] = event.target.files ?? [];
            if (file) setText(decoded(await file.arrayBuffer()));
          }}
        />
      </div>
      {read.isError && <FailureNote what="没有读成" error={read.error} />}
      <div className="sticky">
        <Button type="primary" htmlType="submit" disabled={text.trim() === ''} loading={read.isPending}>
          读出建议
        </Button>
      </div>
    </form>
  );
}

/** UTF-8, or GB 18030 as the desks' computers save it. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
