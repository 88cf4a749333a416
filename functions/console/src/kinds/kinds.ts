/** The kinds of case that can be opened here, in the order of the menu. A new one is a line here and a form. */
export const KINDS: readonly { kind: string; name: string }[] = [
  { kind: 'late-payment', name: '逾期参保缴费' },
  { kind: 'refund', name: '退费' },
  { kind: 'newborn', name: '新生儿参保' },
];
