import type { App } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { DataStack } from './data-stack.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { OperationsStack } from './operations-stack.ts';
import { WorkflowsStack } from './workflows-stack.ts';

/** Adds the whole system to an app: data that stays, the workflows over it, the API before them, and what watches all of it. */
export function addStacks(app: App, settings: DeploymentSettings): void {
  const data = new DataStack(app, 'canbao-data', settings);
  const workflows = new WorkflowsStack(app, 'canbao-workflows', settings, data);
  const api = new ApiStack(app, 'canbao-api', settings, { data, workflows });
  // Also where no reference says so: nobody is let in before the policy tables are published.
  api.addStackDependency(workflows);
  new OperationsStack(app, 'canbao-operations', settings, { data, workflows, api });
}
