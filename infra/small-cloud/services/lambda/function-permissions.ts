import { matchesPattern } from '../iam/policy-statement.ts';

/** A statement of a function's own policy: a service that may call it, from the named source only if one is named. */
interface FunctionPermission {
  functionArn: string;
  principal: string;
  sourceArn: string | undefined;
}

/** The policies that functions have of their own (`AWS::Lambda::Permission`): services without a role come in by them. */
export interface FunctionPermissions {
  add(permission: FunctionPermission): void;
  allow(call: { functionArn: string; principal: string; sourceArn: string }): boolean;
}

export function openFunctionPermissions(): FunctionPermissions {
  const permissions: FunctionPermission[] = [];
  return {
    add: (permission) => permissions.push(permission),
    allow: (call) =>
      permissions.some(
        (permission) =>
          permission.functionArn === call.functionArn &&
          permission.principal === call.principal &&
          (permission.sourceArn === undefined || matchesPattern(permission.sourceArn, call.sourceArn)),
      ),
  };
}
