/** 材料: what the case needs, what is there, what is missing; files are sent here, shown, and struck out. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type Answer, call } from '../api/client.ts';
import { documentsQuery } from '../api/queries.ts';
import { RULES } from '../api/schema.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { MATERIAL_WORDS } from '../words/dictionary.ts';
import type { CaseView } from './case-view.ts';
import { DocumentUpload } from './document-upload.tsx';

type Listed = Answer<'listDocuments'>;
type Shown = Listed['documents'][number];

export function Documents({ shown }: { shown: CaseView }) {
  const { caseId, can } = shown;
  const found = useQuery(documentsQuery(caseId));
  return (
    <section className="card documents" aria-label="材料">
      <h2>材料</h2>
      {found.isPending && <Loading what="材料" />}
      {found.isError && <FailureNote what="材料没有读到" error={found.error} retry={() => found.refetch()} />}
      {found.data && (
        <>
          <Checklist wanted={found.data.wanted} />
          {found.data.documents.length > 0 && (
            <ol className="there">
              {found.data.documents.map((document, index) => (
                <Entry key={document.documentId} shown={shown} document={document} number={index + 1} />
              ))}
            </ol>
          )}
          {can.startUploads.allowed && can.takeDocument.allowed ? (
            <DocumentUpload caseId={caseId} there={found.data.documents.length} wanted={found.data.wanted} />
          ) : (
            can.showDocument.allowed && <p className="hint">{can.startUploads.reason}</p>
          )}
        </>
      )}
    </section>
  );
}

/** A mark, a word and a colour: none of them alone. */
const stateOf = ({ there, required }: Listed['wanted'][number]) =>
  there > 0
    ? { mark: '✓', says: `已收 ${there} 份`, name: 'got' }
    : required
      ? { mark: '×', says: '缺', name: 'missing' }
      : { mark: '○', says: '视情况', name: 'optional' };

function Checklist({ wanted }: Pick<Listed, 'wanted'>) {
  const missing = wanted.filter(({ required, there }) => required && there === 0).length;
  return (
    <>
      <p role="status">{missing === 0 ? '必收材料已齐。' : `还缺 ${missing} 种必收材料。`}</p>
      <ul className="wanted">
        {wanted
          .filter(({ required, there }) => required || there > 0)
          .map((one) => {
            const { mark, says, name } = stateOf(one);
            return (
              <li key={one.material} className={name}>
                <span aria-hidden="true">{mark}</span> {wordOf(MATERIAL_WORDS, one.material)}：{says}
              </li>
            );
          })}
      </ul>
    </>
  );
}

const TYPES: Readonly<Record<string, string>> = { 'image/jpeg': 'JPEG', 'image/png': 'PNG', 'application/pdf': 'PDF' };
const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function Entry(props: { shown: CaseView; document: Shown; number: number }) {
  const { shown, document, number } = props;
  const { caseId, can } = shown;
  const { documentId, material, type, size, added, struck } = document;
  const [picture, setPicture] = useState<string>();
  const [strikes, setStrikes] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const queries = useQueryClient();
  const name = wordOf(MATERIAL_WORDS, material);
  const verb = type.startsWith('image/') ? '查看' : '下载';
  const show = useMutation({
    mutationFn: (save: boolean) => call('showDocument', { path: { id: caseId, document: documentId }, body: { save } }),
    onSuccess: (address, save) => {
      if (!save && address.type.startsWith('image/')) setPicture(address.url);
      else globalThis.location.assign(address.url);
      return queries.invalidateQueries({ queryKey: ['case', caseId] });
    },
  });
  return (
    <li className={struck ? 'struck' : ''}>
      <div className="what">
        <strong>
          {number}. {name}
        </strong>
        <small>
          {wordOf(TYPES, type)}，{sizeOf(size)}，{added.name ?? added.by} 于 {timeOf(added.at)} 收取
        </small>
        {struck && (
          <small>
            已作废：{struck.reason}（{struck.name ?? struck.by}，{timeOf(struck.at)}）
          </small>
        )}
      </div>
      {can.showDocument.allowed && (
        <Button
          size="small"
          loading={show.isPending}
          onClick={() => show.mutate(false)}
          aria-label={`${verb}第 ${number} 份：${name}`}
        >
          {verb}
        </Button>
      )}
      {can.strikeDocument.allowed && !struck && (
        <Button
          ref={opener}
          size="small"
          onClick={() => setStrikes(!strikes)}
          aria-expanded={strikes}
          aria-label={`作废第 ${number} 份：${name}`}
        >
          作废
        </Button>
      )}
      {strikes && !struck && (
        <Strike
          caseId={caseId}
          documentId={documentId}
          leave={() => {
            setStrikes(false);
            opener.current?.focus();
          }}
        />
      )}
      {show.isError && <FailureNote what="没有打开" error={show.error} />}
      <Modal
        open={picture !== undefined}
        title={`${number}. ${name}`}
        footer={
          <Button loading={show.isPending} onClick={() => show.mutate(true)}>
            下载
          </Button>
        }
        centered
        width="90vw"
        onCancel={() => setPicture(undefined)}
      >
        {picture !== undefined && <Picture key={picture} address={picture} name={name} />}
      </Modal>
    </li>
  );
}

function Strike({ caseId, documentId, leave }: { caseId: string; documentId: string; leave: () => void }) {
  const [reason, setReason] = useState('');
  const body = { reason: reason.trim() };
  const queries = useQueryClient();
  const strike = useMutation({
    mutationFn: () => call('strikeDocument', { path: { id: caseId, document: documentId }, body }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const id = `strike-${documentId}`;
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="strike"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.reason.length >= 4 && !strike.isPending) strike.mutate();
      }}
    >
      <label htmlFor={id}>作废原因（至少四个字，不写姓名和号码）</label>
      <Input
        ref={field}
        id={id}
        maxLength={RULES.limits.charactersOfReason}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <span className="buttons">
        <Button danger htmlType="submit" disabled={body.reason.length < 4} loading={strike.isPending}>
          确定作废
        </Button>
        <Button onClick={leave}>取消</Button>
      </span>
      {strike.isError && <FailureNote what="没有作废" error={strike.error} />}
    </form>
  );
}

/** Its address is good for two minutes; what a camera wrote may be none that a browser can draw. */
function Picture({ address, name }: { address: string; name: string }) {
  const [broken, setBroken] = useState(false);
  return broken ? (
    <p role="alert">浏览器不能显示这张图片。请下载后查看；打不开的，请作废后重新拍照上传。</p>
  ) : (
    <img className="document-picture" src={address} alt={name} onError={() => setBroken(true)} />
  );
}
