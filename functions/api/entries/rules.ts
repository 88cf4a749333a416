/** Rules that a client would otherwise repeat: they stand in the API's description beside its operations. */
import { ENDS } from '../../cases/case.ts';
import { CORRECTABLE } from '../../cases/correct.ts';
import { LONGEST_RETURN_DAYS } from '../../cases/decision.ts';
import { MOST_DOCUMENTS } from '../../cases/documents.ts';
import { DOCUMENT_LIMIT } from '../../domain/documents/read-document.ts';
import { NEVER_CONFIRMED } from '../../domain/newborn/questions.ts';
import { SHORTEST_REASON } from '../../domain/student-batch/reconcile.ts';
import { FILE_LIMIT, ROW_LIMIT } from '../../runtime/sheets/limits.ts';
import { BATCH_LIMIT } from '../batches/check-batch.ts';
import { MOST_CASES } from '../decisions/decide-batch.ts';
import { OPINION_LIMIT } from '../decisions/task-actions.ts';
import { NOTE_LIMIT } from '../desk/write-note.ts';
import { DESK_PAGE, PAGE_LIMIT } from '../http/listing.ts';
import { REASON_LIMIT } from '../http/reason.ts';
import { IMPORTERS_OF } from '../imports/import-access.ts';
import { READERS } from '../treasury/download-exchange-file.ts';

export const apiRules = {
  /** Facts that can be corrected, by kind of case. */
  correctable: CORRECTABLE,
  /** Adopted values that nobody is asked about. */
  neverConfirmed: NEVER_CONFIRMED,
  limits: {
    /** Bytes of one file, and rows of one. */
    fileBytes: FILE_LIMIT,
    fileRows: ROW_LIMIT,
    batchRows: BATCH_LIMIT,
    casesDecidedAtOnce: MOST_CASES,
    entriesOfPage: PAGE_LIMIT,
    entriesOfDeskPage: DESK_PAGE,
    /** Days that an applicant can be given to bring documents. */
    daysForDocuments: LONGEST_RETURN_DAYS,
    charactersOfOpinion: OPINION_LIMIT,
    charactersOfReason: REASON_LIMIT,
    charactersOfNote: NOTE_LIMIT,
    /** Bytes of a document, and how many a case takes. */
    documentBytes: DOCUMENT_LIMIT,
    documentsOfCase: MOST_DOCUMENTS,
    /** At least so many say why a university's numbers differ. */
    fewestCharactersOfDifference: SHORTEST_REASON,
  },
  /** Roles by the kind of import. */
  importers: IMPORTERS_OF,
  /** Roles by the kind of exchange file. */
  exchangeReaders: READERS,
  /** States that a case does not leave by itself. */
  ends: [...ENDS, 'parked'],
};
