import type { Route } from '../route.ts';
import { approveDraft } from './approve-draft.ts';
import type { DraftServices } from './draft-services.ts';
import { goOnListing } from './go-on-listing.ts';
import { getDraft, listDrafts } from './list-drafts.ts';
import { listImpact } from './list-impact.ts';
import { publishDraft } from './publish-draft.ts';
import { submitDraft } from './submit-draft.ts';

export const draftRoutes: readonly Route<DraftServices>[] = [
  submitDraft,
  listDrafts,
  getDraft,
  listImpact,
  goOnListing,
  approveDraft,
  publishDraft,
];
