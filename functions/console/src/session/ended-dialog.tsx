import { Modal } from 'antd';
import { openSignInWindow } from './sign-in.ts';
import { useSession } from './use-session.ts';

/** Over the page, which keeps what was typed; it goes away when the same person has signed in again. */
export function EndedDialog() {
  const session = useSession();
  return (
    <Modal
      open={session.status === 'ended'}
      title="登录已到期"
      closable={false}
      okText="重新登录"
      onOk={openSignInWindow}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <p>页面上填写的内容都还在。请在弹出的窗口中用原来的身份登录，随后自动继续。</p>
    </Modal>
  );
}
