import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { explainError } from '../api/errors.ts';
import { saveFile } from './save-file.ts';

/** Fetches a file with the session's token, and saves it under a name that says what it is. */
export function DownloadButton({
  text,
  name,
  fetchFile,
}: {
  text: string;
  name: string;
  fetchFile: () => Promise<Blob>;
}) {
  const download = useMutation({ mutationFn: fetchFile, onSuccess: (file) => saveFile(file, name) });
  return (
    <span className="download">
      <Button loading={download.isPending} onClick={() => download.mutate()}>
        {text}
      </Button>
      {download.isError && (
        <span role="alert" className="problem">
          {name} 没有下载：{explainError(download.error).detail}
        </span>
      )}
    </span>
  );
}
