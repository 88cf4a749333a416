import type { Answer } from '../api/client.ts';

export type Draft = Answer<'listDrafts'>['drafts'][number];
