import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { thrownBy } from '../../test/conformance/answers.js';
import { ChatAnswer } from './chat-answer.js';

const piece = (content: unknown, reason: string | null = null): string =>
  JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: reason }] });
const usage = (counts: object): string => JSON.stringify({ choices: [], usage: counts });

function answerTo(...events: string[]): ChatAnswer {
  const answer = new ChatAnswer(1_000);
  for (const event of events) answer.take(event);
  return answer;
}

describe('an answer', () => {
  it('is its pieces, with the reason and the counts that the server gave', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 10 }), { maxLength: 20 }), (pieces) => {
        const answer = new ChatAnswer(1_000);
        const given = pieces.map((text) => answer.take(piece(text)));
        expect(given).toEqual(pieces);
        answer.take(piece('', 'stop'));
        answer.take(usage({ prompt_tokens: 4, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 3 } }));
        answer.take('[DONE]');
        expect(answer.whole(false)).toEqual({
          text: pieces.join(''),
          finishReason: 'STOP',
          usage: { promptTokens: 4, completionTokens: 2, cachedTokens: 3 },
        });
      }),
    );
  });

  it('takes the first piece of llama-server, which is null, and no piece after the end', () => {
    const answer = answerTo(piece(null), piece('a'), piece(null, 'length'), '[DONE]', piece('late'));
    expect(answer.whole(false)).toEqual({ text: 'a', finishReason: 'LENGTH', usage: null });
  });

  const notWhole: [string, string[]][] = [
    ['nothing', []],
    ['no end', [piece('a', 'stop')]],
    ['no reason', [piece('a'), '[DONE]']],
  ];
  it.each(notWhole)('is BROKEN with %s', (_, events) => {
    expect(thrownBy(() => answerTo(...events).whole(false))).toMatchObject({ code: 'BROKEN' });
  });

  const refused: [string, string, string][] = [
    ['text', 'hello', 'BROKEN'],
    ['a list', '[]', 'BROKEN'],
    ['NaN', '{"choices":[{"delta":{"content":NaN}}]}', 'BROKEN'],
    ['words that are a number', piece(3), 'BROKEN'],
    ['an abort', piece('', 'abort'), 'BROKEN'],
    ['a tool call', piece('', 'tool_calls'), 'BROKEN'],
    ['a name that every object has', piece('', 'constructor'), 'BROKEN'],
    ['half a token', usage({ prompt_tokens: 1.5, completion_tokens: 2 }), 'BROKEN'],
    ['more than it may hold', piece('é'.repeat(501)), 'BROKEN'],
    ['an error', JSON.stringify({ error: { code: 500, message: 'x' } }), 'BROKEN'],
    ['an error without a code', JSON.stringify({ error: 'x' }), 'BROKEN'],
    ['an error of the request', JSON.stringify({ error: { code: 400, message: 'x' } }), 'REJECTED'],
    ['a full server', JSON.stringify({ error: { code: 503, message: 'x' } }), 'UNAVAILABLE'],
  ];
  it.each(refused)('is broken off by %s', (_, event, code) => {
    expect(thrownBy(() => answerTo(event))).toMatchObject({ code });
  });

  it('must be JSON where JSON was asked for', () => {
    expect(answerTo(piece('{"a": 1}', 'stop'), '[DONE]').whole(true).text).toBe('{"a": 1}');
    expect(() => answerTo(piece('{"a": ', 'length'), '[DONE]').whole(true)).toThrow(/too few tokens/);
    expect(() => answerTo(piece('a', 'stop'), '[DONE]').whole(true)).toThrow(/not JSON/);
  });

  it('says nothing of what was said when it fails', () => {
    const secret = 'my brother took my car';
    for (const event of [secret, JSON.stringify({ error: { code: 500, type: secret, message: secret } })]) {
      expect(thrownBy(() => answerTo(event))).toMatchObject({ message: expect.not.stringContaining('brother') });
    }
  });
});
