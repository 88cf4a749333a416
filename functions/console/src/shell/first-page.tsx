import { Navigate } from 'react-router';
import { useMay } from '../session/use-session.ts';

/** Each role begins where its work is. */
export function FirstPage() {
  const may = useMay();
  if (may.readCases) return <Navigate to="/tasks" replace />;
  if (may.confirmPayments) return <Navigate to="/payments" replace />;
  if (may.sendBatches) return <Navigate to="/batches" replace />;
  return <Navigate to={may.exchangeFiles ? '/exchange' : '/policies'} replace />;
}
