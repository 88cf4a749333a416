/** Files on their way into a case: several at once, each with its progress; what failed can be sent again. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { Answer } from '../api/client.ts';
import { ApiError, explainError } from '../api/errors.ts';
import { RULES } from '../api/schema.ts';
import { useWarnBeforeLeaving } from '../shell/use-warn-before-leaving.ts';
import { wordOf } from '../words/case-words.ts';
import { MATERIAL_WORDS } from '../words/dictionary.ts';
import { refuseFile, sendDocument } from './send-document.ts';

type Wanted = Answer<'listDocuments'>['wanted'];

interface Sent {
  number: number;
  file: File;
  material: string;
  /** From 0 to 1. */
  share: number;
  state: 'waiting' | 'sending' | 'checking' | 'done' | 'failed';
  /** Why it failed. */
  says: string;
  /** Whether it may go better another time. */
  again: boolean;
}

/** As many as a home line takes without the others standing still. */
const AT_ONCE = 3;

const STATES: Readonly<Record<Sent['state'], string>> = {
  waiting: '等待上传',
  sending: '正在上传',
  checking: '正在检查',
  done: '已收取',
  failed: '没有收取',
};

/** What the system has looked at and refused is refused again. */
const isRefusal = (error: unknown): boolean => error instanceof ApiError && error.status < 500 && error.status !== 429;

export function DocumentUpload({ caseId, there, wanted }: { caseId: string; there: number; wanted: Wanted }) {
  const [material, setMaterial] = useState('');
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [refused, setRefused] = useState('');
  const [over, setOver] = useState(false);
  const queries = useQueryClient();
  const waiting = useRef<Sent[]>([]);
  const working = useRef(0);
  const next = useRef(0);

  const change = (number: number, parts: Partial<Sent>) =>
    setSent((before) => before.map((one) => (one.number === number ? { ...one, ...parts } : one)));

  async function work(): Promise<void> {
    working.current += 1;
    for (let one = waiting.current.shift(); one !== undefined; one = waiting.current.shift()) {
      const { number, file, material: which } = one;
      try {
        change(number, { state: 'sending' });
        await sendDocument(caseId, file, which, (share) =>
          change(number, { share, state: share < 1 ? 'sending' : 'checking' }),
        );
        change(number, { state: 'done', share: 1 });
        await queries.invalidateQueries({ queryKey: ['documents', caseId] });
      } catch (error) {
        change(number, { state: 'failed', says: explainError(error).detail, again: !isRefusal(error) });
      }
    }
    working.current -= 1;
    if (working.current === 0) await queries.invalidateQueries();
  }

  function add(entries: readonly Sent[]): void {
    waiting.current.push(...entries);
    while (working.current < Math.min(AT_ONCE, waiting.current.length + working.current)) void work();
  }

  function choose(files: readonly File[]): void {
    const room = RULES.limits.documentsOfCase - there;
    if (files.length > room) {
      setRefused(`选了 ${files.length} 份，这个案件最多还能收 ${room} 份。请分次选择，或把多页材料合成一份 PDF。`);
      return;
    }
    setRefused('');
    const entries = files.map((file): Sent => {
      const says = refuseFile(file);
      next.current += 1;
      return {
        number: next.current,
        file,
        material,
        share: 0,
        state: says === '' ? 'waiting' : 'failed',
        says,
        again: false,
      };
    });
    setSent((before) => [...before, ...entries]);
    add(entries.filter(({ state }) => state === 'waiting'));
  }

  const busy = sent.filter(({ state }) => state !== 'done' && state !== 'failed').length;
  useWarnBeforeLeaving(busy > 0);
  return (
    <div className="document-upload">
      <label htmlFor="material">添加哪种材料</label>
      <select id="material" value={material} onChange={(event) => setMaterial(event.target.value)}>
        <option value="">请选择</option>
        {wanted.map((one) => (
          <option key={one.material} value={one.material}>
            {wordOf(MATERIAL_WORDS, one.material)}
            {one.required ? '（必收）' : ''}
          </option>
        ))}
      </select>
      <fieldset
        className={over ? 'file-field over' : 'file-field'}
        aria-label="上传材料"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(material !== '');
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (material !== '') choose([...event.dataTransfer.files]);
        }}
      >
        <input
          id="document-files"
          className="hidden"
          type="file"
          multiple
          accept=".jpg,.jpeg,.png,.pdf,.heic,.heif"
          disabled={material === ''}
          aria-describedby="document-hint"
          onChange={(event) => {
            choose([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <label htmlFor="document-files">选择文件</label>
        <small id="document-hint">
          {material === '' && '请先选择是哪种材料。'}
          JPEG、PNG 图片或 PDF，可以一次选多份，每份不超过 20 MB。也可以把文件拖到这里。
        </small>
      </fieldset>
      {refused !== '' && <p role="alert">{refused}</p>}
      {sent.length > 0 && (
        <>
          <p role="status">
            {busy > 0 ? `正在上传，还有 ${busy} 份。` : '上传完毕。'}
            {sent.some(({ state }) => state === 'failed') && '有没有收取的，见下。'}
          </p>
          <ul className="sent">
            {sent.map(({ number, file, share, state, says, again, material: which }) => (
              <li key={number} className={state}>
                {file.name}（{wordOf(MATERIAL_WORDS, which)}）：{STATES[state]}
                {(state === 'sending' || state === 'checking') && (
                  <progress
                    aria-label={`${file.name} 的上传进度`}
                    max={1}
                    value={state === 'sending' ? share : undefined}
                  />
                )}
                {state === 'failed' && <p role="alert">{says}</p>}
                {state === 'failed' && again && (
                  <Button
                    size="small"
                    onClick={() => {
                      const anew: Sent = {
                        number,
                        file,
                        material: which,
                        share: 0,
                        state: 'waiting',
                        says: '',
                        again: false,
                      };
                      change(number, anew);
                      add([anew]);
                    }}
                  >
                    重新上传
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
