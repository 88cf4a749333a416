import { Button } from 'antd';
import { useRouteError } from 'react-router';
import { explainError } from '../api/errors.ts';

/** A page that broke says so in its own place; the menu still works. */
export function PageFailure() {
  const { title, detail } = explainError(useRouteError());
  return (
    <section className="failure" role="alert">
      <h1>{title}</h1>
      <p>{detail}</p>
      <Button onClick={() => location.reload()}>刷新页面</Button>
    </section>
  );
}
