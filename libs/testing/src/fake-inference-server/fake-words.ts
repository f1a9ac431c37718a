import { createHash } from 'node:crypto';
import type { JsonSchema } from './fake-options.js';

const WORDS =
  `I you he it that was not know want just leave stay here home door night week money job kids talk hear help tired alone
 right wrong please never always maybe nobody listen sleep hurt promise okay sorry look think said told come go back away now later`
    .trim()
    .split(/\s+/);

/** A draw from 0 below 2^32 that depends on nothing but the key. */
function drawOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32LE(0);
}

/** The tokens of a text; together they are the text. Markers of the template are one token each, as in real vocabularies. */
export function tokensOf(text: string): string[] {
  return text.match(/<\|im_(?:start|end)\|>|\s?[^\s<]{1,6}|\s+|</gu) ?? [];
}

/** ChatML, with what begins the answer. */
export function promptOf(messages: readonly { role: string; content: string }[]): string {
  const said = messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
  return `${said.join('')}<|im_start|>assistant\n`;
}

/** Words that depend on nothing but the key and the count of tokens asked for. */
export function wordsFor(key: string, tokens?: number): string[] {
  const count = tokens ?? 14 + (drawOf(`${key} length`) % 27);
  const drawn: string[] = [];
  for (let at = 0; at < count; at++) {
    const word = WORDS[drawOf(`${key} ${at}`) % WORDS.length];
    drawn.push(at === 0 ? word : at % 7 === 6 ? `, ${word}` : ` ${word}`);
  }
  return drawn;
}

/** JSON of a schema, in tokens of up to four characters: what a grammar leaves a model to choose is drawn by the key. */
export function jsonFor(schema: JsonSchema, key: string): string[] {
  return JSON.stringify(valueOf(schema, key)).match(/.{1,4}/gsu) ?? [];
}

function valueOf(schema: JsonSchema, key: string): unknown {
  if (schema.enum) return schema.enum[drawOf(key) % schema.enum.length];
  switch (schema.type ?? 'string') {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, valueOf(inner, `${key}.${name}`)]),
      );
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, (_, index) =>
        valueOf(schema.items ?? { type: 'string' }, `${key}[${index}]`),
      );
    case 'integer':
    case 'number':
      return (schema.minimum ?? 0) + (drawOf(key) % 5);
    case 'boolean':
      return drawOf(key) % 2 === 0;
    case 'null':
      return null;
    default:
      return wordsFor(key, 3).join('');
  }
}
