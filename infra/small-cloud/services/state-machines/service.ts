import type { Service } from '../service.ts';
import { stateMachine, stateMachineAlias, stateMachineVersion } from './machine-resources.ts';
import { needsOfStepFunctions } from './needs.ts';

export const stateMachinesService: Service = {
  decides: 'states',
  resourceTypes: [stateMachine, stateMachineAlias, stateMachineVersion],
  door: {
    target: 'AWSStepFunctions',
    contentType: 'application/x-amz-json-1.0',
    errorPrefix: 'com.amazonaws.sfn#',
    needs: ({ operation, body }) => needsOfStepFunctions(operation, body),
    serve: ({ operation, body }, { stateMachines }) => stateMachines.handle(operation, body),
  },
};
