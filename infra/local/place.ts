/** Where Canbao is "deployed" on this machine: what its stacks are synthesized for. */
export const place = { partition: 'aws-cn', region: 'cn-northwest-1', account: '000000000000' } as const;
