/** 练习用的人和文件, on a machine whose clock was set. */
import { Button, Modal } from 'antd';
import { saveFile } from '../files/save-file.ts';
import { useOwnRegions } from '../shell/region-words.ts';
import { useClock } from './clock.ts';
import { addDays } from './days.ts';
import { practiceFiles, RESIDENTS } from './practice-people.ts';

export default function PracticeDialog({ onClose }: { onClose: () => void }) {
  const { today } = useClock();
  const [region = '141181'] = Object.keys(useOwnRegions());
  const files = practiceFiles(region, today, (days) => addDays(today, -days));
  return (
    <Modal open title="练习用的人和文件" width={760} footer={null} onCancel={onClose}>
      <p>都是编造的：地区码 141199 不存在，证件号码的校验位正确，办理时可以照抄。不要在这台机器上填写真人的信息。</p>
      <ul className="practice-files">
        {files.map(({ name, who, text }) => (
          <li key={name}>
            <Button onClick={() => saveFile(new Blob([text], { type: 'text/csv' }), name)}>{name}</Button>
            <span>{who}</span>
          </li>
        ))}
      </ul>
      <table className="list">
        <caption className="hidden">练习用的人</caption>
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">证件号码</th>
            <th scope="col">手机号码</th>
          </tr>
        </thead>
        <tbody>
          {RESIDENTS.map(({ name, idNumber, phone }) => (
            <tr key={idNumber}>
              <th scope="row">{name}</th>
              <td className="code">{idNumber}</td>
              <td className="code">{phone}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
