import { describe, expect, it } from '@jest/globals';
import { checkSlug, checkStateCode, checkText, checkTimezone } from './agency.js';

const refusal = { code: 'INVALID', field: 'input.x' };
const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe("an agency's profile", () => {
  it.each(['America/Chicago', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'])('may be in %s', (zone) => {
    expect(checkTimezone(zone, 'input.x')).toBe(zone);
  });
  it.each(['', 'EST', '+05:00', 'America/Nowhere', 'America', "America/Chicago'; --", 'A/'.repeat(50)])(
    'may not be in %j',
    (zone) => expect(caught(() => checkTimezone(zone, 'input.x'))).toMatchObject(refusal),
  );
  it.each(['a', '-a', 'Springfield', 'a b', 'a'.repeat(64), 'é1'])('may not have the slug %j', (slug) => {
    expect(caught(() => checkSlug(slug, 'input.x'))).toMatchObject(refusal);
  });
  it.each(['ga', 'GAA', '', 'G1'])('may not be in the state %j', (code) => {
    expect(caught(() => checkStateCode(code, 'input.x'))).toMatchObject(refusal);
  });
  it('has texts that are trimmed and bounded', () => {
    expect(checkText('  Dover  ', 'input.x', 10)).toBe('Dover');
    expect(caught(() => checkText('   ', 'input.x', 10))).toMatchObject(refusal);
    expect(caught(() => checkText('a'.repeat(11), 'input.x', 10))).toMatchObject(refusal);
  });
});
