/** The same parent and day of birth: twins, or one child under two certificates. */
import { Alert } from 'antd';
import { Link } from 'react-router';

export function AlikeChildren({ caseIds }: { caseIds: readonly string[] }) {
  if (caseIds.length === 0) return null;
  return (
    <Alert
      type="warning"
      role="note"
      title="同一位家长、同一天出生的孩子已有案件"
      description={
        <>
          请核对是双胞胎，还是同一个孩子的另一份出生医学证明：
          {caseIds.map((caseId) => (
            <Link key={caseId} to={`/cases/${caseId}`}>
              {caseId}{' '}
            </Link>
          ))}
        </>
      }
    />
  );
}
