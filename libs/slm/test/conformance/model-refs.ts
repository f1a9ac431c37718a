import { ModelRef } from '../../src/index.js';

const digest = (digit: string): string => digit.repeat(64);

/** A registered model that a server under test serves. */
export function modelRef(changes: Partial<ModelRef> = {}): ModelRef {
  return {
    versionId: '0190a0a0-0000-7000-8000-000000000001',
    kind: 'INFERENCE_SERVER',
    label: 'fake 1: not a language model',
    code: 'fake',
    version: '1',
    servedName: 'fake-model',
    adapterName: null,
    weightsDigest: digest('a'),
    adapterDigest: null,
    tokenizerDigest: digest('b'),
    templateDigest: digest('c'),
    promptTemplate: 'civilian-1',
    contextTokens: 4_096,
    lane: 'default',
    ...changes,
  };
}
