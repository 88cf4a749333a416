/** Colours that keep their contrast on every page (WCAG AA), and the one key under which antd's variables are set. */
import type { ThemeConfig } from 'antd';

const MUTED = 'rgba(0,0,0,.65)';
const FAINT = 'rgba(0,0,0,.6)';

export const theme: ThemeConfig = {
  zeroRuntime: true,
  cssVar: { key: 'canbao' },
  hashed: false,
  token: {
    colorPrimary: '#0050b3',
    colorLink: '#0050b3',
    colorInfo: '#0050b3',
    colorSuccess: '#237804',
    colorWarning: '#874d00',
    colorWarningBg: '#fff7e6',
    colorWarningBorder: '#b08d57',
    colorError: '#a8071a',
    colorErrorBg: '#fff1f0',
    colorErrorBorder: '#cf8d93',
    colorTextDescription: MUTED,
    colorTextTertiary: MUTED,
    colorTextPlaceholder: FAINT,
    colorTextDisabled: FAINT,
    borderRadius: 4,
    fontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif",
    // Nothing moves on a desk computer of eight years.
    motion: false,
  },
};
