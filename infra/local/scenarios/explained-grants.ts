import type { Grant } from '../iam/iam.ts';

/** Grants that no scenario uses, and why they are there all the same. */
const EXPLAINED: { role: RegExp; action: RegExp; resource: RegExp; why: string }[] = [
  {
    role: /PublishPolicies/,
    action: /^dynamodb:GetItem$/,
    resource: /PoliciesTable/,
    why: 'compares a version that an earlier deployment has published; a scenario starts with an empty table',
  },
];

export function explainGrant({ role, action, resource }: Grant): string | undefined {
  return EXPLAINED.find((one) => one.role.test(role) && one.action.test(action) && one.resource.test(resource))?.why;
}
