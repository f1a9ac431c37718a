import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { importContent } from './import-content.js';
import { IMPORT_FORMATS } from './imported-item.js';

const fragments = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\n',
  '\r\n',
  '\\',
  '\\u0000',
  '\ud800',
  '\ufeff',
  '"case_id":1',
  '"__proto__"',
  '"messages":[{"role":"user","content":"Hi there"}]',
  'start_time,speaker_label,transcript',
  '00:05,Officer,Hi',
  '""',
  '"stages":[{"title":"A"}]',
  'null',
  '1e999',
  '\u0007',
  ' ',
  '{"case_id":"1"}', // prettier-ignore
);
const mess = fc.oneof(
  fc.array(fragments, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('an import', () => {
  it('never throws, whatever the file holds and whatever it is said to be', () => {
    const format = fc.option(fc.constantFrom(...IMPORT_FORMATS), { nil: undefined });
    fc.assert(
      fc.property(mess, fc.string({ unit: 'binary' }), format, (content, fileName, given) => {
        const read = importContent({ fileName, content, format: given });
        expect(read.items.length + read.rejected.length).toBeGreaterThan(0);
        for (const { reason, line } of read.rejected) {
          expect(reason).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u);
          if (line !== null) expect(line).toBeGreaterThanOrEqual(1);
        }
        expect(JSON.stringify(read.items)).not.toContain('\\u0000');
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['handout.pdf', '%PDF-1.7\n...', 'a PDF document'],
    ['notes.docx', 'PK\u0003\u0004....', 'a ZIP archive or an Office document'],
    ['page.html', '<!DOCTYPE html><html></html>', 'an HTML or XML document'],
  ])('names %s as a format it does not read', (fileName, content, what) => {
    const read = importContent({ fileName, content });
    expect(read).toMatchObject({ format: null, rows: 0, items: [] });
    expect(read.rejected).toEqual([{ line: null, reason: expect.stringContaining(`unknown format: this is ${what}`) }]);
  });

  it.each([
    ['empty.csv', ' \n\n', 'the file is empty'],
    ['none.json', '[]', 'unknown format; readable are'],
    ['notes.md', '# Notes', 'unknown format; readable are'],
  ])('says why it read nothing from %s', (fileName, content, reason) => {
    expect(importContent({ fileName, content }).rejected).toEqual([
      { line: null, reason: expect.stringContaining(reason) },
    ]);
  });

  it('says that a file of a given format holds no rows', () => {
    const read = importContent({ fileName: 'x.json', format: 'DEESCALWILD_CASES', content: '[]' });
    expect(read.rejected).toEqual([{ line: null, reason: 'the file holds no rows' }]);
  });

  it('reads a file that starts with a byte order mark and has Windows line ends, with the same lines', () => {
    const content = '\ufeffstart_time,speaker_label,transcript\r\n00:01,Officer,"Hi\r\nthere"\r\nbad,Officer,Hi\r\n';
    const read = importContent({ fileName: 'C:\\calls\\porch call.csv', content });
    expect(read.items[0]).toMatchObject({ key: 'porch-call', turns: [{ text: 'Hi\nthere' }] });
    expect(read.rejected).toMatchObject([{ line: 4 }]);
  });

  it('is not led by a format word inside a spoken text', () => {
    const spoken = JSON.stringify({ messages: [{ role: 'user', content: 'He wrote "stages": "options": on it' }] });
    expect(importContent({ fileName: 'chats.txt', content: spoken }).format).toBe('CHAT_JSONL');
  });
});
