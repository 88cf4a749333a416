/** One of the regions that one works for. */
export function RegionChoice(props: {
  regions: Readonly<Record<string, string>>;
  value: string;
  onChange: (region: string) => void;
}) {
  const { regions, value, onChange } = props;
  return (
    <label>
      统筹区
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(regions).map(([code, name]) => (
          <option key={code} value={code}>
            {name === code ? `${code}（还没有政策表）` : `${name} ${code}`}
          </option>
        ))}
      </select>
    </label>
  );
}
