/** Made-up people. Region 141199 is no place, so that none of these numbers was ever given to anybody. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** An id number with its check digit; `sequence` 1 to 999. */
export function idNumber(sequence: number, born = '19850517'): string {
  const body = `141199${born}${String(sequence).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (WEIGHTS[index] ?? 0), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

export const person = (sequence: number) => ({
  idNumber: idNumber(sequence),
  name: '试一人',
  phone: '13900000000',
});

/** An ordinary resident of Xiaoyi who was insured until last year but for 2026. */
export const xiaoyiOpening = (sequence: number) => ({
  kind: 'late-payment' as const,
  person: person(sequence),
  facts: {
    region: '141181',
    coverageYear: 2026,
    history: { insuredYears: [2024, 2025] },
  },
});
