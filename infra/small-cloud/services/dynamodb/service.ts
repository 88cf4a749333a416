import type { Service } from '../service.ts';
import { needsOfDynamoDb } from './needs.ts';
import { dynamodbTable } from './table-resource.ts';
import { refuseForTemplate } from './template-tables.ts';

export const dynamodbService: Service = {
  decides: 'dynamodb',
  resourceTypes: [dynamodbTable],
  door: {
    target: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
    errorPrefix: 'com.amazon.coral.service#',
    needs: ({ operation, body }, { place }) => needsOfDynamoDb(operation, body, place),
    serve: ({ operation, text, body, principal }, { dynamodb, tables }) =>
      refuseForTemplate(operation, body, tables) ?? dynamodb.call(operation, text, principal.arn),
  },
};
