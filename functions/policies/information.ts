/**
 * What of a table decides nothing: papers, letters and desks show it. Every other leaf changes some answer, which a test
 * looks at.
 */
import type { PolicyTable } from '../domain/policy.ts';

/** Guidance, but for when a payment can be made and seen, and with which documents one can be insured. */
const GUIDANCE =
  /^notice\.(?!queryDelay(?:\.value\.max|\.by)?$|realTimeChannels(?:\.|$)|identityDocuments\.|channels\.[^.]+\.workingDaysOnly$)/;
/** Guidance for papers; names; notes; which authority gives a list. */
const SHOWN = [GUIDANCE, /^(?:groups|payers|events|facts)\./, /(?:^|\.)(?:name|note|silent)$/, /\.list_from$/];
const SUBSIDY = /^contribution\.(?:lines\.)?\d+\.subsidy(?:\.|$)/;

/** @param path of a leaf in the table's source */
export const isInformation = (path: string, { rules, fields }: PolicyTable): boolean =>
  SHOWN.some((one) => one.test(path)) ||
  // The clause that names a thing and leaves it open.
  (path.endsWith('.by') && fields?.get(path.slice(0, -'.by'.length))?.standing === 'silent') ||
  // Where nobody is charged the subsidy, its figure is told and decides nothing.
  (SUBSIDY.test(path) && rules.ways.every(({ cost }) => (cost.value?.subsidy.by ?? 'nobody') === 'nobody'));
