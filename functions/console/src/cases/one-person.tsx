/** A list of one person, who stands in the address as the number of a case. */
import { Button } from 'antd';
import { Link } from 'react-router';

export const casesOfPerson = (caseId: string): string => `/cases?personOf=${caseId}`;
export const tasksOfPerson = (caseId: string): string => `/tasks?personOf=${caseId}`;

/** Whose list it is, and the way back to everybody's. */
export function OnePerson({
  filter,
}: {
  filter: { value: (name: 'personOf') => string; set: (name: 'personOf', text: string) => void };
}) {
  const caseId = filter.value('personOf');
  if (caseId === '') return null;
  return (
    <span>
      只看案件 <Link to={`/cases/${caseId}`}>{caseId}</Link> 的参保人{' '}
      <Button size="small" onClick={() => filter.set('personOf', '')}>
        看所有人
      </Button>
    </span>
  );
}
