import { addYuan, type Batch } from './batch.ts';

/** 应退合计 by college and coverage year: to be held beside the university's own list. */
export function Sums({ sums }: { sums: Batch['sums'] }) {
  const years = [...new Set(sums.map(({ coverageYear }) => coverageYear))].sort((one, other) => one - other);
  const colleges = [...new Set(sums.map(({ college }) => college))].sort((one, other) =>
    one.localeCompare(other, 'zh'),
  );
  const of = (college: string | null, year: number | null) => {
    const cells = sums.filter(
      (sum) => (college === null || sum.college === college) && (year === null || sum.coverageYear === year),
    );
    return {
      students: cells.reduce((sum, cell) => sum + cell.students, 0),
      amount: addYuan(cells.map((c) => c.amount)),
    };
  };
  const line = (college: string | null) => (
    <>
      {years.map((year) => {
        const { students, amount } = of(college, year);
        return (
          <td className="number" key={year}>
            {amount}
            <small>{students} 人次</small>
          </td>
        );
      })}
      <td className="number">
        <strong>{of(college, null).amount}</strong>
      </td>
    </>
  );
  return (
    <section className="card" aria-label="应退合计">
      <h2>应退合计（元），按学院和参保年度</h2>
      <div className="table-box">
        <table className="list sums">
          <caption className="hidden">应退合计，按学院和参保年度</caption>
          <thead>
            <tr>
              <th scope="col">学院</th>
              {years.map((year) => (
                <th scope="col" className="number" key={year}>
                  {year} 年度
                </th>
              ))}
              <th scope="col" className="number">
                合计
              </th>
            </tr>
          </thead>
          <tbody>
            {colleges.map((college) => (
              <tr key={college}>
                <th scope="row">{college}</th>
                {line(college)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              {line(null)}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
