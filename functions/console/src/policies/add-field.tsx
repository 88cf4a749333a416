/** What the table has not yet: another line, another way, or a part that one lacks. */
import { Button } from 'antd';
import { useState } from 'react';
import type { Kept, OpenField } from './text-work.ts';

export function AddField(props: { addable: Kept['addable']; onAdd: (fields: readonly OpenField[]) => void }) {
  const { addable, onAdd } = props;
  const [chosen, setChosen] = useState('');
  return (
    <form
      className="row-form"
      onSubmit={(event) => {
        event.preventDefault();
        const found = addable.find(({ title }) => title === chosen);
        if (found) onAdd(found.fields);
        setChosen('');
      }}
    >
      <label htmlFor="added-field">补充表里还没有的一项</label>
      <select id="added-field" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">请选择</option>
        {addable.map(({ title }) => (
          <option key={title} value={title}>
            {title}
          </option>
        ))}
      </select>
      <p className="row-choices">
        <Button size="small" htmlType="submit" disabled={chosen === ''}>
          补充这一项
        </Button>
      </p>
    </form>
  );
}
