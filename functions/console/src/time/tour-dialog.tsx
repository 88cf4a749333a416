import { Modal } from 'antd';
import { Link } from 'react-router';
import { useWho } from '../session/use-session.ts';
import { TOURS } from './tour.ts';

/** 入门, on a machine whose clock was set: the steps of one's role, each with the page where it is done. */
export default function TourDialog({ onClose }: { onClose: () => void }) {
  const { role } = useWho();
  return (
    <Modal open title="入门：先做这几步" footer={null} onCancel={onClose}>
      <ol className="tour">
        {(TOURS[role] ?? []).map(({ path, title, says }) => (
          <li key={path}>
            <Link to={path} onClick={onClose}>
              {title}
            </Link>
            <p>{says}</p>
          </li>
        ))}
      </ol>
      <p className="hint">任何一页都可以按 / 查找、按 ? 看键盘用法。这里的人和数据都是编造的，可以放心试。</p>
    </Modal>
  );
}
