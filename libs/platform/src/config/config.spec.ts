import { describe, expect, it } from '@jest/globals';
import { API_VARIABLES, loadConfiguration } from './config.js';

const good = {
  PARLEY_DATABASE_URL: 'postgres://app:secret@localhost/parley',
  PARLEY_OPERATOR_DATABASE_URL: 'postgres://operator:secret@localhost/parley',
  PARLEY_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  PARLEY_ISSUER: 'https://parley.example',
};

describe('loadConfiguration', () => {
  it('fills defaults and converts numbers and flags', () => {
    const config = loadConfiguration(API_VARIABLES, { ...good, PARLEY_HTTP_PORT: '8080', PARLEY_GRAPHIQL: 'true' });
    expect(config).toMatchObject({ PARLEY_HTTP_PORT: 8080, PARLEY_GRAPHIQL: true, NODE_ENV: 'production' });
  });

  it.each([
    ['PARLEY_DATABASE_URL', 'mysql://x'],
    ['PARLEY_DATABASE_URL', undefined],
    ['PARLEY_MASTER_KEY', 'short'],
    ['PARLEY_PREVIOUS_MASTER_KEY', 'short'],
    ['PARLEY_HTTP_PORT', '99999'],
    ['PARLEY_HTTP_PORT', '1e3'],
    ['PARLEY_GRAPHIQL', 'yes'],
    ['PARLEY_COST_BUCKET', '24999'],
    ['PARLEY_OPERATION_SECONDS', '0'],
  ])('stops the start with one line that names %s (%s) and does not show a secret', (name, value) => {
    const broken = () => loadConfiguration(API_VARIABLES, { ...good, [name]: value });
    expect(broken).toThrow(name);
    expect(broken).not.toThrow(/\n/);
    if (value) expect(broken).not.toThrow(value);
  });
});
