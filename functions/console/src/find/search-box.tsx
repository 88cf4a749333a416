/** 查找: on every page, for whatever somebody at the telephone knows. */
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../session/use-session.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { lookFor } from './looked-for.ts';

const EVERYTHING =
  '受理编号、证件号码（护照可带国籍，如 USA E12345678）、姓名全名、手机号码、学号、缴费凭证号，或出生日期加姓氏、出生日期加身份证后四位';

export function SearchBox() {
  const navigate = useNavigate();
  const { readCases } = useMay();
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => field.current?.focus() }, [['/', '查找']]);
  return (
    <search>
      <form
        className="search-box"
        onSubmit={(event) => {
          event.preventDefault();
          const text = field.current?.value.trim() ?? '';
          if (text === '') return;
          lookFor(text);
          field.current?.blur();
          navigate('/find');
        }}
      >
        <input
          ref={field}
          type="search"
          onKeyDown={({ key }) => key === 'Escape' && field.current?.blur()}
          maxLength={100}
          autoComplete="off"
          aria-label="查找案件、人员或缴费"
          placeholder={readCases ? '编号、姓名、手机、证件、学号、凭证（按 /）' : '学号、受理编号、证件号码（按 /）'}
          title={readCases ? EVERYTHING : '学号、受理编号，或学生的证件号码'}
        />
      </form>
    </search>
  );
}
