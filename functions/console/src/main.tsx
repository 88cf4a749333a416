import 'antd/dist/antd.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Button, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { theme } from './theme.ts';
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><ConfigProvider locale={zhCN} theme={theme}><Button type="primary">好</Button></ConfigProvider></StrictMode>);
