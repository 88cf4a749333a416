import type { Service } from '../service.ts';
import { secret } from './secret-resource.ts';

export const secretsService: Service = {
  decides: 'secretsmanager',
  resourceTypes: [secret],
  door: {
    target: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    errorPrefix: '',
    /** The operation on the secret, by its ARN. */
    needs({ operation, body }, { secrets }) {
      const secretId = typeof body === 'object' && body !== null && 'SecretId' in body ? String(body.SecretId) : '';
      return [{ action: `secretsmanager:${operation}`, resource: secrets.findArn(secretId) ?? '*' }];
    },
    serve: ({ operation, body }, { secrets }) => secrets.handle(operation, body),
  },
};
