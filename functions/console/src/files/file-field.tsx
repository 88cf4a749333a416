/** 上传: a file is chosen or dropped; how far it is, and what the system says of it. */
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ApiError } from '../api/errors.ts';
import { FailureNote } from '../shell/notes.tsx';
import { useWarnBeforeLeaving } from '../shell/use-warn-before-leaving.ts';

const TABLES = '.xlsx,.csv,.txt';

export function FileField<Result>(props: {
  label: string;
  hint: string;
  /** Endings of the files that it takes; tables if not given. */
  accept?: string;
  /** What happens once all of it is there; a table is read row by row. */
  reading?: string;
  /** Sends the file; tells how much of it is there, from 0 to 1. */
  send: (file: File, onProgress: (share: number) => void) => Promise<Result>;
  onSent: (result: Result) => void;
}) {
  const { label, hint, send, onSent, accept = TABLES, reading = '正在逐行读取' } = props;
  const id = useId();
  const [share, setShare] = useState(0);
  const [over, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => {
      setShare(0);
      return send(file, setShare);
    },
    onSuccess: onSent,
  });
  useWarnBeforeLeaving(upload.isPending);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && !upload.isPending) upload.mutate(file);
  };
  return (
    <fieldset
      className={over ? 'file-field over' : 'file-field'}
      aria-label="上传文件"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={id}
        className="hidden"
        type="file"
        accept={accept}
        disabled={upload.isPending}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take(event.target.files);
          // The same file once more is a change again.
          event.target.value = '';
        }}
      />
      <label htmlFor={id}>{label}</label>
      <small id={`${id}-hint`}>{hint}也可以把文件拖到这里。</small>
      {upload.isPending && (
        <p role="status">
          {upload.variables.name}：{share < 1 ? `正在上传 ${Math.round(share * 100)}%` : `已上传，${reading}`}
          <progress aria-label="上传进度" max={1} value={share < 1 ? share : undefined} />
        </p>
      )}
      {upload.isError && (
        <FailureNote
          what={`${upload.variables.name} 没有收下`}
          error={upload.error}
          takesFocus
          {...(upload.error instanceof ApiError ? {} : { retry: () => upload.mutate(upload.variables) })}
        />
      )}
    </fieldset>
  );
}
