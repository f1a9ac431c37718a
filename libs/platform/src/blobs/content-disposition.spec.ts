import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentDisposition } from './content-disposition.js';

describe('the header under which a file is saved', () => {
  it('says the name in ASCII and as it is', () => {
    expect(contentDisposition('Überblick "Q1" (50%).csv')).toBe(
      `attachment; filename="_berblick _Q1_ (50_).csv"; filename*=UTF-8''%C3%9Cberblick%20%22Q1%22%20%2850%25%29.csv`,
    );
  });

  it('is one line of ASCII that gives the name back, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const header = contentDisposition(name);
        expect(header).toMatch(/^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/);
        expect(header).toMatch(/^[\x20-\x7e]*$/);
        const told = decodeURIComponent(header.split("UTF-8''")[1]!);
        expect(told).toBe(
          Buffer.from(name)
            .toString()
            .replace(/[\u0000-\u001f\u007f/\\]/g, '_'),
        );
      }),
    );
  });
});
