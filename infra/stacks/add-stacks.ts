import { type App, Tags } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { DataStack } from './data-stack.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { OperationsStack } from './operations-stack.ts';
import { WorkflowsStack } from './workflows-stack.ts';

/** Adds the whole system to an app: data that stays, the workflows over it, the API before them, and what watches all of it. */
export function addStacks(app: App, settings: DeploymentSettings): void {
  const { prefix } = settings;
  // For bills and for whoever finds a resource and asks whose it is.
  Tags.of(app).add('application', 'canbao');
  Tags.of(app).add('deployment', prefix);
  const data = new DataStack(app, `${prefix}-data`, settings);
  const shared = { ...settings, logsKey: data.logsKey };
  const workflows = new WorkflowsStack(app, `${prefix}-workflows`, shared, data);
  const api = new ApiStack(app, `${prefix}-api`, shared, { data, workflows });
  // Also where no reference says so: what a route starts is there before it, and the tables come after all that reads them.
  api.addStackDependency(workflows);
  const operations = new OperationsStack(app, `${prefix}-operations`, shared, { data, workflows, api });
  operations.addStackDependency(api);
}
