import type { Route } from '../http/route.ts';
import { approveDraft } from '../policies/approve-draft.ts';
import type { DraftServices } from '../policies/draft-services.ts';
import { goOnListing } from '../policies/go-on-listing.ts';
import { getDraft, listDrafts } from '../policies/list-drafts.ts';
import { listImpact } from '../policies/list-impact.ts';
import { publishDraft } from '../policies/publish-draft.ts';
import { submitDraft } from '../policies/submit-draft.ts';

export const draftRoutes: readonly Route<DraftServices>[] = [
  submitDraft,
  listDrafts,
  getDraft,
  listImpact,
  goOnListing,
  approveDraft,
  publishDraft,
];
