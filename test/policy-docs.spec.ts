import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaseGiven, Policy } from '@sallyport/domain';
import { z } from 'zod';

const PAGE = readFileSync(join(__dirname, '../docs/policy.md'), 'utf8');

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  description?: string;
  default?: unknown;
}

function fieldsOf({ properties = {}, items }: Schema): string[] {
  return [
    ...Object.entries(properties).flatMap(([name, schema]) => [name, ...fieldsOf(schema)]),
    ...(items === undefined ? [] : fieldsOf(items)),
  ];
}

const FACTS = Object.entries((z.toJSONSchema(CaseGiven, { io: 'input' }) as Schema).properties ?? {});
const FIELDS = [...new Set(fieldsOf(z.toJSONSchema(Policy, { io: 'input' }) as Schema))];

describe('docs/policy.md', () => {
  it.each(FIELDS)('explains the field %s', (name) => {
    expect(PAGE).toMatch(new RegExp(`\`${name}[\`:]`));
  });

  it.each(FACTS)('explains the fact %s as its schema does', (name, { description, default: value }) => {
    const left = value === undefined ? '' : ` Left out: \`${JSON.stringify(value)}\`.`;

    expect(PAGE).toContain(`- \`${name}\`: ${description ?? 'no description'}${left}`);
  });
});
