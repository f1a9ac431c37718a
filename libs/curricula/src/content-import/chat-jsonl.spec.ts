import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseChatJsonl } from './chat-jsonl.js';
import type { ImportedDialogue } from './imported-item.js';

const chat = (extra: object = {}): string =>
  JSON.stringify({
    messages: [
      { role: 'user', content: 'Hello.' },
      { role: 'assistant', content: 'Hi.' },
    ],
    ...extra,
  });
const reason = (row: unknown): string | undefined =>
  parseChatJsonl(typeof row === 'string' ? row : JSON.stringify(row), 'chats').rejected[0]?.reason;

describe('chat JSON Lines', () => {
  it('account for every line that is not blank, with its number', () => {
    const row = fc.oneof(
      fc.constant(chat()),
      fc.integer({ min: 0, max: 9 }).map((id) => chat({ id })),
      fc.json({ maxDepth: 3 }),
      fc.constantFrom('', '  ', '{', '{"messages":[]}', '{"conversations":[{"role":"user","content":""}]}', '[]]'),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const read = parseChatJsonl(rows.join('\n'), 'chats');
        const filled = rows.flatMap((one, at) => (one.trim() === '' ? [] : [at + 1]));
        expect(read.rows).toBe(filled.length);
        const lines = [...read.items, ...read.rejected].map((one) => one.line ?? 0).sort((a, b) => a - b);
        expect(lines).toEqual(filled);
      }),
    );
  });

  it('make the officer of the user and the civilian of the assistant', () => {
    const [item] = parseChatJsonl(chat({ id: 12 }), 'chats').items as ImportedDialogue[];
    expect(item).toMatchObject({
      key: '12',
      turns: [
        { number: 1, speaker: 'OFFICER', text: 'Hello.' },
        { number: 2, speaker: 'CIVILIAN', text: 'Hi.' },
      ],
    });
  });

  it('say what is wrong with a conversation', () => {
    const said = { role: 'user', content: 'Hi' };
    expect(reason('[1]')).toBe('must be a JSON object');
    expect(reason('{"messages": [')).toBe('is not valid JSON');
    expect(reason({})).toBe('has neither conversations nor messages');
    expect(reason({ messages: [said], conversations: [said] })).toBe('has both conversations and messages');
    expect(reason({ messages: {} })).toBe('messages must be a list of messages');
    expect(reason({ messages: [] })).toBe('messages is empty');
    expect(reason({ messages: [said, { role: 'assistant', content: '' }] })).toBe('messages 2, content is empty');
    expect(reason({ messages: [said, 'Hi'] })).toBe('messages 2 must be an object with role and content');
    expect(reason({ messages: [{ role: 'system', content: 'Be calm.' }] })).toBe('messages holds no turn');
    expect(reason({ messages: [said, { role: 'system', content: 'Be calm.' }] })).toBe(
      'messages 2 is a system message: only the first may be',
    );
    expect(reason({ messages: [said], id: { a: 1 } })).toBe('id must be a short text or a number');
    expect(reason(`${chat({ id: 'a' })}\n${chat({ id: 'a' })}`)).toBe('id "a" already stands on line 1');
  });

  it('refuse a line that is nested without end', () => {
    expect(reason(`{"messages":${'['.repeat(200_000)}`)).toBe('is nested deeper than 64 levels');
  });
});
