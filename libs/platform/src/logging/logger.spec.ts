import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';

describe('the log', () => {
  const logged = (fields: object): string => {
    let line = '';
    createLogger('test', 'info', { write: (text) => (line += text) }).info(fields, 'something happened');
    return line;
  };

  it.each([
    ['a token', { token: 'SECRET' }],
    ['a header', { req: { headers: { authorization: 'Bearer SECRET' } } }],
    ['an enrolment code', { input: { code: 'SECRET' } }],
    ['what an officer said', { turn: { text: 'SECRET' } }],
    ['an imported transcript', { input: { content: 'SECRET' } }],
    ['an e-mail address', { member: { email: 'SECRET' } }],
    ['a password deeper down', { a: { b: { password: 'SECRET' } } }],
  ])('never holds %s', (_what, fields) => {
    const line = logged(fields);
    expect(line).not.toContain('SECRET');
    expect(line).toContain('[redacted]');
  });

  it('never holds the parameters of a statement or the values of a row, which a database error carries', () => {
    const fault = Object.assign(new Error('duplicate key'), {
      code: '23505',
      parameters: ['SECRET'],
      detail: 'SECRET',
    });
    const line = logged({ err: new Error('cannot store', { cause: fault }) });
    expect(line).not.toContain('SECRET');
    expect(JSON.parse(line)).toMatchObject({
      err: { message: 'cannot store', cause: { message: 'duplicate key', errorCode: '23505' } },
    });
  });

  it('holds what a person needs to find the cause', () => {
    expect(logged({ requestId: 'r-1', sessionId: 's-1' })).toMatch(/r-1.*s-1.*something happened/);
  });
});
