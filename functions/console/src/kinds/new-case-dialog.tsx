/** 新建, from every page: a kind by its number, or by the mouse. */
import { Modal } from 'antd';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { KINDS } from './kinds.ts';

export function NewCaseDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const first = useRef<HTMLAnchorElement>(null);
  return (
    <Modal
      open={open}
      title="新建"
      footer={null}
      onCancel={onClose}
      destroyOnHidden
      afterOpenChange={(opened) => opened && first.current?.focus()}
    >
      <ul
        className="kinds"
        onKeyDown={({ key }) => {
          const chosen = KINDS[Number(key) - 1];
          if (!chosen) return;
          onClose();
          navigate(`/new/${chosen.kind}`);
        }}
      >
        {KINDS.map(({ kind, name }, index) => (
          <li key={kind}>
            <Link to={`/new/${kind}`} onClick={onClose} ref={index === 0 ? first : undefined}>
              <kbd>{index + 1}</kbd> {name}
            </Link>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
