import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAsNobody, startMachine, startOnSmallDisk } from '../support/machine-process.ts';
import { openRunningMachine } from '../support/running-machine.ts';
import { makeFolder, writeAssembly } from './small-assembly.ts';

const table = {
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    TableName: 'notes',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{ Region: 'cn-northwest-1' }],
  },
};

test('a full disk refuses writes, says so, and loses nothing that was answered', async () => {
  const data = join(makeFolder(), 'data');
  const assembly = writeAssembly({ small: { Resources: { Notes: table } } });
  const limited = startOnSmallDisk(1000, data, '--assembly', assembly);
  const first = openRunningMachine(await limited.ready);
  const put = async (id: number) => {
    const Item = { id: { S: String(id) }, text: { S: 'x'.repeat(100_000) } };
    return first.dynamodb('PutItem', { TableName: 'notes', Item }).then(
      () => 'stored',
      (error) => String(error),
    );
  };
  const outcomes: string[] = [];
  for (let id = 0; id < 12; id += 1) outcomes.push(await put(id));
  expect(outcomes.filter((outcome) => outcome !== 'stored').join()).toContain('The database of this machine failed');
  expect(limited.stderr()).toContain('File too large');
  // What is stored can still be read, and the machine says once that it cannot write.
  for (const [id, outcome] of outcomes.entries()) {
    if (outcome !== 'stored') continue;
    const Key = { id: { S: String(id) } };
    expect(await first.dynamodb('GetItem', { TableName: 'notes', Key })).toMatchObject({ Item: Key });
  }
  expect(limited.stderr().match(/stored items can be read until there is room again/g)).toHaveLength(1);
  await limited.kill();

  const again = startMachine(data, '--assembly', assembly);
  const second = openRunningMachine(await again.ready);
  for (const [id, outcome] of outcomes.entries()) {
    if (outcome !== 'stored') continue;
    const Key = { id: { S: String(id) } };
    expect(await second.dynamodb('GetItem', { TableName: 'notes', Key })).toMatchObject({ Item: Key });
  }
  await again.kill();
});

test('a start on a full disk ends with one clear line', async () => {
  const data = join(makeFolder(), 'data');
  const assembly = writeAssembly({ small: { Resources: { Notes: table } } });
  const full = startOnSmallDisk(0, data, '--assembly', assembly);
  await expect(full.ready).rejects.toThrow('the machine ended');
  expect(await full.exited).toEqual([1, null]);
  expect(full.stderr().trim().split('\n')).toEqual([
    expect.stringMatching(/^the disk of .* is full \(EFBIG\): make room/),
  ]);
  const roomy = startMachine(data, '--assembly', assembly);
  expect(await roomy.ready).toContain('http://');
  await roomy.kill();
});

test('a start on a folder that cannot be written ends with one clear line, and changes nothing', async () => {
  const folder = makeFolder();
  const [fresh, used] = [join(folder, 'fresh'), join(folder, 'used')];
  const assembly = writeAssembly({ small: { Resources: { Notes: table } } });
  const first = startMachine(used, '--assembly', assembly);
  await first.ready;
  await first.kill();
  mkdirSync(fresh);
  execFileSync('chmod', ['-R', 'a+rX', folder, assembly]);
  execFileSync('chmod', ['-R', 'a-w', fresh, used]);
  const before = readdirSync(used, { recursive: true }).sort();
  for (const data of [fresh, used]) {
    const closed = startAsNobody(data, '--assembly', assembly);
    await expect(closed.ready).rejects.toThrow('the machine ended');
    expect(await closed.exited).toEqual([1, null]);
    expect(closed.stderr().trim().split('\n')).toEqual([
      `${data} cannot be written (EACCES): it belongs to somebody else, or its disk is read-only`,
    ]);
  }
  expect([readdirSync(fresh), readdirSync(used, { recursive: true }).sort()]).toEqual([[], before]);
  execFileSync('chmod', ['-R', 'u+w', folder]);
  const again = startMachine(used, '--assembly', assembly);
  expect(await again.ready).toContain('http://');
  await again.kill();
});
