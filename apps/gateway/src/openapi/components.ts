import { z } from 'zod';

export type Json = Record<string, unknown>;

/**
 * JSON Schema (2020-12, as OpenAPI 3.1 has it) of the messages, each under its name in `components/schemas`.
 * What a schema says twice or of itself gets a name of its own there, because a reference inside a part of a
 * document is read from the root of the whole.
 */
export class Components {
  readonly schemas: Record<string, Json> = {};

  /** @param io `input`: as a client may send it; `output`: as we answer it */
  reference(name: string, schema: z.ZodType, io: 'input' | 'output'): Json {
    if (!(name in this.schemas)) this.schemas[name] = this.plain(name, schema, io);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** The schema itself, for a parameter. */
  plain(name: string, schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs,
      ...rest
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    const named = (definition: string): string => `${name}_${definition.replace(/^_+/, '')}`;
    for (const [definition, part] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
      this.schemas[named(definition)] = rewrite(part, name, named) as Json;
    }
    return rewrite(rest, name, named) as Json;
  }
}

function rewrite(part: unknown, name: string, named: (definition: string) => string): unknown {
  if (Array.isArray(part)) return part.map((each) => rewrite(each, name, named));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? target(value, name, named) : rewrite(value, name, named),
    ]),
  );
}

function target(reference: string, name: string, named: (definition: string) => string): string {
  const definition = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  return `#/components/schemas/${definition === undefined ? name : named(definition)}`;
}
