import { createHash } from 'node:crypto';
import { readModelCard, type ModelCard } from '#slm';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A card as an operator writes it, of a model with digests of its own. */
export const writtenCard = (code: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  code,
  version: '1.0.0',
  kind: 'INFERENCE_SERVER',
  servedName: code,
  base: 'Qwen2.5-1.5B-Instruct',
  licence: 'Apache-2.0',
  allowedUse: 'PRODUCTION',
  digests: { weights: sha256(`${code} weights`), tokenizer: sha256('tokenizer'), template: sha256('template') },
  contextTokens: 8_192,
  promptTemplate: 'persona-1',
  notice: 'a language model, which may say what is not so',
  lane: 'models',
  dataManifest: { sources: ['phrases of our own'] },
  trainingConfig: { steps: 500 },
  ...changes,
});

export function cardOf(code: string, changes: Record<string, unknown> = {}): ModelCard {
  const read = readModelCard(writtenCard(code, changes));
  if ('card' in read) return read.card;
  throw new Error(read.problems.join('; '));
}
