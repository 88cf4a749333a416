/** The console: its theme, what it remembers of the API, and its pages. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { ApiError } from './api/errors.ts';
import { SignedInPage, SignInPage } from './session/sign-in-pages.tsx';
import { FirstPage } from './shell/first-page.tsx';
import { PageFrame } from './shell/frame.tsx';
import { Loading } from './shell/notes.tsx';
import { PageFailure } from './shell/page-failure.tsx';
import { SignedInOnly } from './shell/signed-in-only.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Without a network a page says so, and does not wait for one without a word.
      networkMode: 'always',
      // What the API refuses it refuses again; only a fault may pass.
      retry: (count, error) => count < 1 && !(error instanceof ApiError && error.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
});

/** While the first page's code is on its way. */
const Starting = () => <Loading what="页面" />;

const router = createBrowserRouter(
  [
    { path: '/sign-in', Component: SignInPage },
    { path: '/signed-in', Component: SignedInPage },
    {
      path: '/reference',
      HydrateFallback: Starting,
      ErrorBoundary: PageFailure,
      lazy: () => import('./reference/reference-page.tsx'),
    },
    {
      Component: SignedInOnly,
      HydrateFallback: Starting,
      ErrorBoundary: PageFailure,
      children: [
        { path: '/cases/:caseId/print/:document', lazy: () => import('./cases/print-page.tsx') },
        {
          path: '/',
          Component: PageFrame,
          children: [
            {
              // A page that breaks leaves the menu as it is.
              ErrorBoundary: PageFailure,
              children: [
                { index: true, Component: FirstPage },
                { path: 'tasks', Component: TasksPage },
                { path: 'tasks/:taskId', lazy: () => import('./cases/case-page.tsx') },
                { path: 'find', lazy: () => import('./find/find-page.tsx') },
                { path: 'inbox', lazy: () => import('./desk/inbox-page.tsx') },
                { path: 'done', lazy: () => import('./cases/cases-page.tsx') },
                { path: 'cases', lazy: () => import('./cases/cases-page.tsx') },
                { path: 'cases/:caseId', lazy: () => import('./cases/case-page.tsx') },
                { path: 'new/:kind', lazy: () => import('./kinds/new-case-page.tsx') },
                { path: 'deadlines', lazy: () => import('./deadlines/deadlines-page.tsx') },
                { path: 'reminders/:view?', lazy: () => import('./reminders/reminders-page.tsx') },
                { path: 'batches', lazy: () => import('./batches/batches-page.tsx') },
                { path: 'batches/single', lazy: () => import('./batches/single-page.tsx') },
                { path: 'batches/:batchId', lazy: () => import('./batches/batch-page.tsx') },
                { path: 'imports', lazy: () => import('./imports/imports-page.tsx') },
                { path: 'imports/:importId', lazy: () => import('./imports/import-page.tsx') },
                { path: 'statistics', lazy: () => import('./statistics/statistics-page.tsx') },
                { path: 'audit', lazy: () => import('./audit/day-page.tsx') },
                { path: 'exchange', lazy: () => import('./exchange/exchange-page.tsx') },
                { path: 'payments', lazy: () => import('./payments/payments-page.tsx') },
                { path: 'payments/unallocated', lazy: () => import('./payments/unallocated-page.tsx') },
                { path: 'policies', lazy: () => import('./policies/policies-page.tsx') },
                { path: 'agencies/:region', lazy: () => import('./policies/agency-page.tsx') },
                { path: 'policies/compare', lazy: () => import('./policies/compare-page.tsx') },
                { path: 'policies/:region/:coverageYear', lazy: () => import('./policies/policy-page.tsx') },
                { path: 'policies/:region/:coverageYear/drafts', lazy: () => import('./policies/drafts-page.tsx') },
                { path: 'policies/:region/:coverageYear/text', lazy: () => import('./policies/text-page.tsx') },
                { path: '*', Component: () => <Navigate to="/" replace /> },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: '/console' },
);

export function Console() {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <App>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
