import type { Service } from '../service.ts';
import { needsOfDynamoDb } from './needs.ts';
import { dynamodbTable } from './table-resource.ts';

export const dynamodbService: Service = {
  decides: 'dynamodb',
  resourceTypes: [dynamodbTable],
  door: {
    target: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
    errorPrefix: 'com.amazon.coral.service#',
    needs: ({ operation, body }, { place }) => needsOfDynamoDb(operation, body, place),
    serve: ({ operation, text, principal }, { dynamodb }) => dynamodb.call(operation, text, principal.arn),
  },
};
