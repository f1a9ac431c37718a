import { describe, expect, it } from '@jest/globals';
import { checkedDetails } from './member.js';

describe("a member's details", () => {
  it('are trimmed; an empty text is nothing; what is absent stays absent', () => {
    expect(checkedDetails({ givenName: ' Ana ', email: ' ', badgeNumber: null }, 'input')).toEqual({
      givenName: 'Ana',
      email: null,
      badgeNumber: null,
    });
  });

  it.each([
    [{ givenName: ' ' }, 'input.rows[3].givenName'],
    [{ familyName: 'x'.repeat(101) }, 'input.rows[3].familyName'],
    [{ email: 'nobody' }, 'input.rows[3].email'],
    [{ email: `${'x'.repeat(250)}@example.org` }, 'input.rows[3].email'],
    [{ badgeNumber: 'x'.repeat(41) }, 'input.rows[3].badgeNumber'],
  ])('that break a rule name the field: %j', (details, field) => {
    expect(() => checkedDetails(details, 'input.rows[3]')).toThrow(expect.objectContaining({ code: 'INVALID', field }));
  });
});
