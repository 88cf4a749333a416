/** What the cases of all kinds have in common. Each kind adds its facts, its states and what it waits for. */
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';
import { coverageYearSchema, regionSchema } from '../domain/regions.ts';
import { suppliedValueSchema } from '../domain/settlement.ts';
import { historyEntrySchema } from './history.ts';
import { documentSchema } from './stored-document.ts';
import { confirmationSchema, reviewSchema } from './stored-plan.ts';

const maskedPersonSchema = z.object({ idNumber: z.string(), name: z.string(), phone: z.string().optional() });

const foundBySchema = z.array(z.object({ key: z.string(), also: z.array(z.string()) }));

const personSchema = z.object({
  /** HMAC-SHA-256 of the normalised id number. */
  ref: z.string(),
  masked: maskedPersonSchema,
  /** Base64 of the AES-256-GCM encryption of `{ idNumber, name, phone? }`. */
  sealed: z.string(),
  /** Keyed hashes under which the person is listed to be found; releases up to 0.1.1 stored none. */
  foundBy: foundBySchema.optional(),
});

const settlementSchema = z.object({
  supplied: z.array(suppliedValueSchema),
  confirmed: z.array(z.string()),
  acknowledged: z.array(z.string()),
});

/** What a person is asked, with the clauses: the open questions of a decision, or how a payment differs. */
const askSchema = z.object({
  reviews: z.array(reviewSchema),
  confirmations: z.array(confirmationSchema),
  /** Sentences in Chinese: what differs between a payment and its notice, or what the applicant has to bring. */
  differences: z.array(z.string()).optional(),
  documents: z.array(z.string()).optional(),
});
export type Ask = z.output<typeof askSchema>;

/** A wait for one of the kinds of wait that a kind of case has. */
export const waitSchemaOf = <const Kinds extends readonly string[]>(kinds: Kinds) =>
  z.object({
    /** `caseId.n`; the id of the task. */
    waitId: z.string(),
    kind: z.enum(kinds),
    /** Task token of the execution. Never leaves the system. */
    token: z.string(),
    /** ISO instant. */
    since: z.string(),
    /** How often the state that opened it was tried before: only the token of its last try counts. */
    attempt: z.int().min(0).optional(),
    /** Local date by which something should have happened. */
    due: localDateSchema,
    ask: askSchema.optional(),
  });

/** The effect on Step Functions that follows a write of the case; done again by the healing if a crash came between. */
const pendingSchema = z.discriminatedUnion('kind', [
  /** `run` counts the executions after the first; the one before it, `instead`, is ended first where it still runs. */
  z.object({ kind: z.literal('start'), run: z.int().optional(), instead: z.int().optional() }),
  z.object({ kind: z.literal('complete'), token: z.string(), output: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('fail'), token: z.string(), error: z.string(), cause: z.string() }),
]);
export type Pending = z.output<typeof pendingSchema>;

export const caseShape = {
  caseId: z.string(),
  region: regionSchema,
  coverageYear: coverageYearSchema,
  openedAt: z.string(),
  openedBy: z.string(),
  /** SHA-256 of the canonical body and of the idempotency key. */
  requestDigest: z.string(),
  keyDigest: z.string(),
  person: personSchema,
  settlement: settlementSchema,
  /** Waits that the case has had, this one included. */
  waits: z.int().min(0),
  /** What a caseworker asked the applicant for, and until when; set when a case is returned. */
  requested: z.object({ documents: z.array(z.string()), until: localDateSchema }).optional(),
  /** Why a case ended without what was asked for, or was parked; `message` is a sentence in Chinese. */
  ending: z.object({ reason: z.string(), message: z.string() }).optional(),
  /** For a complaint, a lawsuit or an audit: its person is not erased. */
  hold: z.object({ by: z.string(), at: z.string(), reason: z.string() }).optional(),
  /** Who has a task, and who said so; it counts while that task is open. Releases up to 0.1.1 had none. */
  assigned: z
    .object({ task: z.string(), to: z.string(), toName: z.string().optional(), at: z.string(), by: z.string() })
    .optional(),
  /** 材料 that were taken in; releases up to 0.1.1 had none. */
  documents: z.array(documentSchema).optional(),
  /** The day on which its years were over and its person was taken out. */
  erasedOn: localDateSchema.optional(),
  pending: pendingSchema.optional(),
  pendingSince: z.string().optional(),
  version: z.int().min(1),
  /** Of the write that made this version, so that it knows itself when its answer was lost. */
  changeId: z.string().optional(),
  history: z.array(historyEntrySchema).min(1),
};
const baseSchema = z.object(caseShape);

type BaseWait = Omit<z.output<ReturnType<typeof waitSchemaOf>>, 'kind'> & { kind: string };

/** What a store, a list or a task of any kind may rely on. */
export interface CaseBase extends z.output<typeof baseSchema> {
  kind: string;
  state: string;
  wait?: BaseWait | undefined;
}

export type StateOf<C extends CaseBase> = C['state'];
export type WaitKindOf<C extends CaseBase> = NonNullable<C['wait']>['kind'];
/** A wait that is to be opened: its id is given by the store, but for one that is there already. */
export type NewWaitOf<C extends CaseBase> = Omit<BaseWait, 'waitId' | 'kind'> & {
  kind: WaitKindOf<C>;
  waitId?: string;
};

type OfTheStore = 'version' | 'changeId' | 'history' | 'waits' | 'wait' | 'pending' | 'pendingSince';
/** A case not yet stored; version, history, waits and index keys are the store's. */
export type NewCaseOf<C extends CaseBase> = C extends unknown ? Omit<C, OfTheStore> & { pending?: Pending } : never;

/** Never replaced by a change, or only by the store itself. */
type Fixed =
  | OfTheStore
  | 'caseId'
  | 'kind'
  | 'region'
  | 'coverageYear'
  | 'openedAt'
  | 'openedBy'
  | 'requestDigest'
  | 'keyDigest'
  | 'person'
  | 'state';
/** The parts of a case that a change may replace. */
export type PartsOf<C extends CaseBase> = C extends unknown ? Partial<Omit<C, Fixed>> : never;
