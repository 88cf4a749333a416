export interface Mark {
  day: string;
  word: string;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

/** One month, weeks from Monday, with its marked days named. */
export function MonthGrid({ month, marks }: { month: string; marks: readonly Mark[] }) {
  const first = new Date(`${month}-01T00:00:00Z`);
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const offset = (first.getUTCDay() + 6) % 7;
  const days = Array.from({ length: count }, (_none, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  const cells = [...Array.from({ length: offset }, () => ''), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_none, index) =>
    cells.slice(index * 7, index * 7 + 7),
  );
  return (
    <table className="month">
      <caption>{month}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== '')}>
            {week.map((day, index) => {
              const mark = marks.find((one) => one.day === day);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a week has its seven places
                <td key={index} className={mark ? 'marked' : undefined}>
                  {day === '' ? '' : Number(day.slice(8))}
                  {mark && <small>{mark.word}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
