import { describe, expect, test } from 'vitest';
import { orderResources } from '../../infra/small-cloud/template/creation-order.ts';
import {
  conditionHolds,
  resolveIntrinsics,
  type TemplateScope,
  templateSchema,
} from '../../infra/small-cloud/template/template.ts';
import { chooseParameters } from '../../infra/small-cloud/template/template-parameters.ts';

/** A placeholder of Fn::Sub. */
const at = (name: string) => `\${${name}}`;

const template = templateSchema.parse({
  Mappings: { Zones: { 'cn-northwest-1': { first: 'cnnw1-az1' } } },
  Conditions: {
    InChina: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] },
    Elsewhere: { 'Fn::Not': [{ Condition: 'InChina' }] },
  },
  Resources: {},
});

const scope: TemplateScope = {
  stack: 'small',
  template,
  parameters: { Stage: 'trial', Names: ['a', 'b'] },
  pseudo: { 'AWS::Region': 'cn-northwest-1', 'AWS::Partition': 'aws-cn', 'AWS::AccountId': '000000000000' },
  resources: new Map([
    ['Table', { type: 'T', ref: 'table-1', attributes: { Arn: 'arn:table-1', 'Stream.Arn': 'arn:s' } }],
  ]),
  exports: new Map([['data:Table', 'table-9']]),
};

const resolve = (value: unknown) => resolveIntrinsics(value, scope, 'small/Here');

describe('intrinsics', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'Table' }, 'table-1'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'trial'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'cn-northwest-1'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table-1'],
    ['GetAtt as a text, with a dot in the attribute', { 'Fn::GetAtt': 'Table.Stream.Arn' }, 'arn:s'],
    ['Join', { 'Fn::Join': [':', ['a', { Ref: 'Stage' }, 3]] }, 'a:trial:3'],
    [
      'Sub',
      { 'Fn::Sub': `${at('Table')}|${at('Table.Arn')}|${at('AWS::Partition')}|${at('!Kept')}` },
      `table-1|arn:table-1|aws-cn|${at('Kept')}`,
    ],
    ['Sub with variables', { 'Fn::Sub': [`${at('x')}-${at('Stage')}`, { x: { Ref: 'Table' } }] }, 'table-1-trial'],
    ['Select of a Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['Select of a list parameter', { 'Fn::Select': ['0', { Ref: 'Names' }] }, 'a'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'data:Table' } }, 'table-9'],
    ['FindInMap', { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::Region' }, 'first'] }, 'cnnw1-az1'],
    ['If', { 'Fn::If': ['InChina', 'here', 'there'] }, 'here'],
    [
      'NoValue leaves a property and an entry out',
      { a: { Ref: 'AWS::NoValue' }, b: ['x', { Ref: 'AWS::NoValue' }] },
      { b: ['x'] },
    ],
    ['an object that only looks like one', { Ref: 'Table', Beside: 1 }, { Ref: 'Table', Beside: 1 }],
  ])('%s', (_name, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test.each<[string, unknown, RegExp]>([
    [
      'an unknown function',
      { 'Fn::Cidr': ['10.0.0.0/16'] },
      /small\/Here\.P: the intrinsic function Fn::Cidr is not known/,
    ],
    ['an unknown pseudo parameter', { Ref: 'AWS::Moon' }, /AWS::Moon is not known/],
    ['a resource that does not exist', { Ref: 'Nobody' }, /no resource or parameter Nobody/],
    [
      'an attribute that this machine does not give',
      { 'Fn::GetAtt': ['Table', 'Colour'] },
      /Table \(T\) has no attribute Colour/,
    ],
    ['a value that no stack exports', { 'Fn::ImportValue': 'data:Nothing' }, /no stack exports data:Nothing/],
    ['a dynamic reference', '{{resolve:ssm:/x}}', /resolve:ssm/],
    ['a malformed function', { 'Fn::Join': ['only one'] }, /Fn::Join is malformed/],
  ])('%s stops with its name', (_name, value, message) => {
    expect(() => resolve({ P: value })).toThrow(message);
  });

  test('conditions refer to each other', () => {
    expect(conditionHolds('InChina', scope, 'here')).toBe(true);
    expect(conditionHolds('Elsewhere', scope, 'here')).toBe(false);
  });
});

describe('the order of creation', () => {
  const ordered = (Resources: object) => orderResources('small', templateSchema.parse({ Resources }));

  test('a resource comes after what it refers to by Ref, GetAtt and Sub, and after DependsOn', () => {
    expect(
      ordered({
        D: { Type: 'T', DependsOn: ['C'] },
        C: { Type: 'T', Properties: { a: [{ 'Fn::Sub': at('B.Arn') }] } },
        B: { Type: 'T', Properties: { a: { b: { 'Fn::GetAtt': ['A', 'Arn'] } } } },
        A: { Type: 'T' },
      }),
    ).toEqual(['A', 'B', 'C', 'D']);
  });

  test('a circle is named', () => {
    const circle = { A: { Type: 'T', Properties: { b: { Ref: 'B' } } }, B: { Type: 'T', DependsOn: 'A' } };
    expect(() => ordered(circle)).toThrow('A → B → A');
  });
});

describe('parameters', () => {
  const choose = (parameter: object, given: Record<string, string> = {}) =>
    chooseParameters('small', templateSchema.parse({ Resources: {}, Parameters: { P: parameter } }), given).P;

  test('what is given goes before the default, and a list is split', () => {
    expect(choose({ Type: 'String', Default: 'a' })).toBe('a');
    expect(choose({ Type: 'String', Default: 'a' }, { P: 'b' })).toBe('b');
    expect(choose({ Type: 'CommaDelimitedList', Default: 'a, b' })).toEqual(['a', 'b']);
  });

  test.each<[string, object, Record<string, string>, RegExp]>([
    ['without a value', { Type: 'String' }, {}, /Parameters\.P: has no value/],
    ['of an unknown type', { Type: 'AWS::EC2::VPC::Id', Default: 'x' }, {}, /AWS::EC2::VPC::Id is not known/],
    [
      'that its pattern refuses',
      { Type: 'String', AllowedPattern: 'https://.+' },
      { P: 'http://x' },
      /refuses "http:\/\/x"/,
    ],
    ['that is not among the allowed', { Type: 'String', AllowedValues: ['a'] }, { P: 'b' }, /refuses "b"/],
  ])('a parameter %s is refused', (_name, parameter, given, message) => {
    expect(() => choose(parameter, given)).toThrow(message);
  });
});

test.each([
  ['Transform', { Transform: 'AWS::Serverless-2016-10-31', Resources: {} }],
  ['a rule of its own', { Rules: { Mine: {} }, Resources: {} }],
  ['UpdatePolicy', { Resources: { A: { Type: 'T', UpdatePolicy: {} } } }],
])('a template with %s is refused', (_name, document) => {
  expect(templateSchema.safeParse(document).success).toBe(false);
});
