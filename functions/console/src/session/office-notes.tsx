import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { officeQuery, sayThatSomebodyIsThere } from './office.ts';

/** What rings on an office's own server, over every page. */
export function OfficeAlarms() {
  const { data } = useQuery(officeQuery);
  useEffect(() => {
    const signs = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, sayThatSomebodyIsThere, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, sayThatSomebodyIsThere);
    };
  }, []);
  if (!data || data.alarms.length === 0) return null;
  return (
    <div className="offline" role="alert">
      {data.alarms.map((alarm) => (
        <p key={alarm}>{alarm}</p>
      ))}
    </div>
  );
}

/** Where an administrator keeps the accounts. */
export function OfficeLink() {
  const { data } = useQuery(officeQuery);
  return data?.administrator ? <a href="/office/">管理</a> : null;
}
