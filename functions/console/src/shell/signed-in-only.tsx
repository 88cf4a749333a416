import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../session/use-session.ts';

/** Whoever is not signed in goes there first, and comes back to where they were. */
export function SignedInOnly() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.status === 'out') return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />;
  return <Outlet />;
}
