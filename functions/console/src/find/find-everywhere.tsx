/** Where a page's own filter finds nothing: the same text, looked for everywhere. */
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { lookFor } from './looked-for.ts';

export function FindEverywhere({ text }: { text: string }) {
  const navigate = useNavigate();
  if (text.trim() === '') return null;
  return (
    <Button
      type="primary"
      onClick={() => {
        lookFor(text.trim());
        navigate('/find');
      }}
    >
      在全部案件中查找“{text.trim()}”
    </Button>
  );
}
