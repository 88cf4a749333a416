/**
 * The Lambda function behind the page without sign-in (政策试算). It reads published tables and what agencies say of
 * themselves, and nothing else: it has no case, no person, and counts no callers.
 */
import { readConfiguration } from '../../runtime/configuration.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openAgencies } from '../../store/policies/agencies.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { failurePage } from '../estimate/page.ts';
import { answerEstimate } from '../estimate/pages.ts';

const configuration = readConfiguration(['POLICIES_TABLE']);
const client = openDocumentClient();
const services = {
  policies: openPolicyStore(client, configuration.POLICIES_TABLE),
  agencies: openAgencies(client, configuration.POLICIES_TABLE),
};

export const handler = httpHandler((request) => answerEstimate(request, services), failurePage);
