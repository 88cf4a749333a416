/**
 * What people are told in place of the codes that the programs use: one word a code, and one place for it. The API, the
 * notices and the console take it from here. What the domain itself reads in a file or says in a decision (identities,
 * channels, ways of paying, ways of leaving a university) has its word there, because the domain imports nothing.
 */
export * from './acts.ts';
export * from './cases.ts';
export * from './decisions.ts';
export * from './events.ts';
export * from './facts.ts';
export * from './figures.ts';
export * from './files.ts';
export * from './materials.ts';
export * from './messages.ts';
export * from './payments.ts';
export * from './people.ts';
export * from './refunds.ts';
export * from './rules.ts';
export * from './state-machines.ts';
export * from './table-values.ts';
