import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTokenRequest } from './token-request.js';

const GOOD = {
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: 'a.b.c',
};
const form = (changes: Record<string, string>): string =>
  new URLSearchParams(Object.entries({ ...GOOD, ...changes }).filter(([, value]) => value !== '')).toString();

describe('a token request', () => {
  it('gives the assertion and the client id, if there is one', () => {
    expect(readTokenRequest(form({}))).toEqual({ assertion: 'a.b.c', clientId: null });
    expect(readTokenRequest(form({ client_id: 'x' }))).toEqual({ assertion: 'a.b.c', clientId: 'x' });
  });

  it.each([
    ['no grant type', form({ grant_type: '' }), 'invalid_request'],
    ['another grant', form({ grant_type: 'password' }), 'unsupported_grant_type'],
    ['another assertion type', form({ client_assertion_type: 'x' }), 'invalid_request'],
    ['no assertion', form({ client_assertion: '' }), 'invalid_request'],
    ['a scope', form({ scope: 'member:write' }), 'invalid_scope'],
    ['a parameter twice', `${form({})}&client_assertion=d.e.f`, 'invalid_request'],
  ])('with %s is refused', (_fault, body, error) => {
    expect(readTokenRequest(body)).toMatchObject({ error });
  });

  it('that is anything else is refused, and never crashes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => 'error' in readTokenRequest(body)));
  });
});
