import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { thrownBy } from '../../test/conformance/answers.js';
import { EngineError } from '../chat-model.js';
import { EventStream } from './event-stream.js';

const data = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ' '));
const newline = fc.constantFrom('\n', '\r\n');
const sent = fc.array(fc.record({ data, comment: fc.boolean(), newline }), { maxLength: 12 });

function bytesOf(events: { data: string; comment: boolean; newline: string }[]): Buffer {
  const lines = events.map((one) => {
    const comment = one.comment ? `: keep-alive${one.newline}${one.newline}` : '';
    return `${comment}data: ${JSON.stringify({ text: one.data })}${one.newline}${one.newline}`;
  });
  return Buffer.from(lines.join(''));
}

describe('a stream of events', () => {
  it('gives the same events wherever its bytes are cut', () => {
    fc.assert(
      fc.property(sent, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (events, cuts) => {
        const bytes = bytesOf(events);
        const stream = new EventStream(10_000, 1_000_000);
        const found: string[] = [];
        for (let at = 0, cut = 0; at < bytes.length; cut++) {
          const end = at + cuts[cut % cuts.length];
          found.push(...stream.take(bytes.subarray(at, end)));
          at = end;
        }
        expect(found.map((one) => (JSON.parse(one) as { text: string }).text)).toEqual(events.map((one) => one.data));
      }),
    );
  });

  const refusals: [string, string[]][] = [
    ['an event that is too large', [`data: ${'a'.repeat(60)}`, 'a'.repeat(60)]],
    ['a stream that is too large', Array.from({ length: 11 }, () => `: ${'a'.repeat(97)}\n`)],
    ['a field that no server sends', ['error: {"code":500}\n\n']],
    ['a page', ['<html><body>Bad gateway</body></html>\n\n']],
  ];
  it.each(refusals)('is BROKEN by %s', (_, pieces) => {
    const stream = new EventStream(100, 1_000);
    expect(thrownBy(() => pieces.forEach((piece) => stream.take(Buffer.from(piece))))).toMatchObject({
      code: 'BROKEN',
    });
  });

  it('is BROKEN by bytes that are no text', () => {
    const stream = new EventStream(100, 1_000);
    expect(() => stream.take(Buffer.from([0x64, 0xff, 0xfe]))).toThrow(EngineError);
  });
});
