import { ChatMessage, ChatModel, EngineError, ModelRef } from '../../src/index.js';

export interface FakeCountingModel extends ChatModel {
  /** What was counted, in order. */
  readonly counted: ChatMessage[][];
}

/**
 * A model that counts, strictly as chat templates do: a system message first, then user and assistant in turns, ending with the user.
 * A token is a run of at most `letters` letters or digits, or any other character; each message costs four more, the answer's head three.
 */
export function fakeCountingModel(contextTokens: number, promptTemplate: string, letters = 4): FakeCountingModel {
  const counted: ChatMessage[][] = [];
  const piece = new RegExp(`\\s?(?:[\\p{L}\\p{N}]{1,${letters}}|[^\\p{L}\\p{N}])`, 'gu');
  const ref: ModelRef = {
    versionId: `fake-${contextTokens}-${letters}-${promptTemplate}`,
    kind: 'INFERENCE_SERVER',
    label: 'fake counting model',
    code: 'fake',
    version: '1',
    servedName: 'fake',
    adapterName: null,
    weightsDigest: '0'.repeat(64),
    adapterDigest: null,
    tokenizerDigest: `fake-tokenizer-${letters}`,
    templateDigest: 'fake-template',
    promptTemplate,
    contextTokens,
    lane: 'fake',
  };
  return {
    ref,
    counted,
    chat: () => {
      throw new Error('the fake only counts');
    },
    countTokens: async (messages, signal) => {
      signal.throwIfAborted();
      counted.push([...messages]);
      const roles = messages.map(({ role }) => role);
      const expected = roles.map((_role, at) => (at === 0 ? 'system' : at % 2 === 1 ? 'user' : 'assistant'));
      if (roles.join() !== expected.join() || roles.at(-1) !== 'user') {
        throw new EngineError('REJECTED', `the template refuses the roles ${roles.join()}`);
      }
      const words = messages.map(({ content }) => (content.match(piece) ?? []).length + 4);
      return words.reduce((sum, one) => sum + one, 3);
    },
  };
}
