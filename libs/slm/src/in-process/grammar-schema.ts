import { EngineError } from '../chat-model.js';

const KEYS = new Set([
  ...['type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'description', 'title'],
]);
const MOST_NUMBERS = 101;
/** A text or list without a bound of its own ends here: shorter answers are of the schema too, and endless ones of none. */
const MOST_CHARACTERS = 400;
const MOST_ITEMS = 16;

type Schema = Readonly<Record<string, unknown>>;

/**
 * A JSON schema, or a narrower one, in the words that llama.cpp's grammar keeps. What it would silently drop is refused, for the
 * answer would not be of the schema then; a range of integers becomes an enum, for a grammar lets an integer grow for ever.
 *
 * @throws EngineError REJECTED naming what cannot be kept
 */
export function grammarSchema(schema: Schema, path = 'the schema'): Record<string, unknown> {
  const unknown = Object.keys(schema).find((key) => !KEYS.has(key));
  if (unknown) throw refusal(path, `${unknown} cannot be kept by a grammar`);
  if ('enum' in schema) return { enum: scalars(schema.enum, path) };
  if ('const' in schema) return { enum: scalars([schema.const], path) };
  switch (schema.type) {
    case 'object':
      return objectSchema(schema, path);
    case 'array': {
      if (!isSchema(schema.items)) throw refusal(path, 'an array needs items');
      const minItems = Number(schema.minItems ?? 0);
      const maxItems = Number(schema.maxItems ?? Math.max(MOST_ITEMS, minItems));
      return { type: 'array', items: grammarSchema(schema.items, `${path}.items`), minItems, maxItems };
    }
    case 'string': {
      const minLength = Number(schema.minLength ?? 0);
      return { type: 'string', minLength, maxLength: Number(schema.maxLength ?? Math.max(MOST_CHARACTERS, minLength)) };
    }
    case 'integer':
      return { enum: integers(schema, path) };
    case 'boolean':
    case 'null':
      return { type: schema.type };
    default:
      throw refusal(path, `the type ${JSON.stringify(schema.type)} cannot be kept by a grammar`);
  }
}

function objectSchema(schema: Schema, path: string): Record<string, unknown> {
  if (!isSchema(schema.properties)) throw refusal(path, 'an object needs properties');
  const properties = Object.entries(schema.properties).map(([name, one]) => {
    if (!isSchema(one)) throw refusal(path, `the property ${name} is no schema`);
    return [name, grammarSchema(one, `${path}.${name}`)] as const;
  });
  // The grammar writes all of them, those that might be missing too.
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function integers({ minimum, maximum }: Schema, path: string): number[] {
  if (typeof minimum !== 'number' || typeof maximum !== 'number') {
    throw refusal(path, 'an integer needs minimum and maximum, or an enum');
  }
  const from = Math.ceil(minimum);
  const many = Math.floor(maximum) - from + 1;
  if (many < 1 || many > MOST_NUMBERS) throw refusal(path, `a range must have 1 to ${MOST_NUMBERS} integers`);
  return Array.from({ length: many }, (_none, at) => from + at);
}

function scalars(values: unknown, path: string): unknown[] {
  const list = Array.isArray(values) ? values : [];
  const fit = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (list.length === 0 || !list.every(fit)) throw refusal(path, 'an enum needs texts, numbers, booleans or null');
  return list;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refusal(path: string, why: string): EngineError {
  return new EngineError('REJECTED', `${path}: ${why}`);
}
