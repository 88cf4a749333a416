import 'antd/dist/antd.css';
import './styles/base.css';
import './styles/tables.css';
import './styles/case.css';
import './styles/files.css';
import './styles/policy-text.css';
import './styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './console.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
}
