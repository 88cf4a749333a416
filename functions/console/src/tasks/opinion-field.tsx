import { Button, Input } from 'antd';
import { useId } from 'react';
import { RULES } from '../api/schema.ts';

const USUAL = ['材料齐全，同意。', '依据本地文件核定无误。', '材料不全，请补正。', '与规定不符。'];

export function OpinionField(props: {
  value: string;
  onChange: (value: string) => void;
  required: boolean;
  problem?: string | undefined;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        意见{props.required ? '' : '（可不填）'}
        {props.required && <span className="required"> 必填</span>}
      </label>
      <Input.TextArea
        id={id}
        value={props.value}
        maxLength={RULES.limits.charactersOfOpinion}
        autoSize={{ minRows: 2, maxRows: 6 }}
        required={props.required}
        aria-invalid={props.problem !== undefined}
        aria-describedby={props.problem ? `${id}-problem` : undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.problem && (
        <p className="problem" id={`${id}-problem`}>
          {props.problem}
        </p>
      )}
      <div className="usual">
        <span>常用意见：</span>
        {USUAL.map((text) => (
          <Button key={text} size="small" onClick={() => props.onChange(text)}>
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
}
