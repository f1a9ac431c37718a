import { readFileSync } from 'node:fs';
import { ModelRef } from '../../src/index.js';

/** The folder of the toy model that ships. */
export const MODELS = new URL('../../../../models/', import.meta.url).pathname;

interface Card {
  code: string;
  version: string;
  servedName: string;
  notice: string;
  contextTokens: number;
  promptTemplate: string;
  lane: string;
  digests: { weights: string; tokenizer: string; template: string };
}

/** The toy as its card has it. */
export function tinyModel(changes: Partial<ModelRef> = {}): ModelRef {
  const card = JSON.parse(readFileSync(`${MODELS}deesc-tiny.json`, 'utf8')) as Card;
  return {
    versionId: '0198f3a2-0000-7000-8000-00000000da7a',
    kind: 'IN_PROCESS',
    label: `${card.code} ${card.version}: ${card.notice}`,
    code: card.code,
    version: card.version,
    servedName: card.servedName,
    adapterName: null,
    weightsDigest: card.digests.weights,
    adapterDigest: null,
    tokenizerDigest: card.digests.tokenizer,
    templateDigest: card.digests.template,
    promptTemplate: card.promptTemplate,
    contextTokens: card.contextTokens,
    lane: card.lane,
    ...changes,
  };
}
