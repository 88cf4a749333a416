import { Navigate } from 'react-router';
import { useMay } from '../session/use-session.ts';

/** Each role begins where its work is. */
export function FirstPage() {
  const may = useMay();
  return <Navigate to={may.readCases ? '/tasks' : may.confirmPayments ? '/payments' : '/policies'} replace />;
}
