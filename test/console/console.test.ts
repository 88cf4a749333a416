/**
 * The console at work in a real browser, through the whole local cloud. One cloud for all: the scenes play one after
 * the other, and the time goes on from one to the next.
 */
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { type Office, openOffice } from './office.ts';
import { auditedDays } from './scenes/audit-day.ts';
import { corrections } from './scenes/correction.ts';
import { documents } from './scenes/documents.ts';
import { estimates } from './scenes/estimate.ts';
import { families } from './scenes/family.ts';
import { faults } from './scenes/faults.ts';
import { identityDocuments } from './scenes/identity-documents.ts';
import { latePayments } from './scenes/late-payment.ts';
import { pages } from './scenes/pages.ts';
import { papers } from './scenes/papers.ts';
import { policies } from './scenes/policies.ts';
import { policyTexts } from './scenes/policy-text.ts';
import { queue } from './scenes/queue.ts';
import { references } from './scenes/reference.ts';
import { refunds } from './scenes/refund.ts';
import { roles } from './scenes/roles.ts';
import { sharing } from './scenes/sharing.ts';
import { figures } from './scenes/statistics.ts';
import { unallocated } from './scenes/unallocated.ts';

let opened: Office;
beforeAll(async () => {
  opened = await openOffice({ nightsOfWork: true });
});
afterEach(() => opened.closeDesks());
afterAll(() => opened?.close());
const office = (): Office => opened;

describe('a late payment', () => latePayments(office));
describe('a person with a passport', () => identityDocuments(office));
describe('the queue', () => queue(office));
describe('a version of a policy table', () => policies(office));
describe('a policy text', () => policyTexts(office));
describe('shared work', () => sharing(office));
describe('a correction', () => corrections(office));
describe('documents', () => documents(office));
describe('a refund', () => refunds(office));
describe('what no case has', () => unallocated(office));
describe('roles and regions', () => roles(office));
describe('a system that is slow, fails or is not there', () => faults(office));
describe('the page without sign-in', () => estimates(office));
describe('figures', () => figures(office));
describe('a family', () => families(office));
describe('a day', () => auditedDays(office));
describe('a paper', () => papers(office));
describe('the description of the API', () => references(office));
describe('every page', () => pages(office));
