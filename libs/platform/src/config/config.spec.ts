import { describe, expect, it } from '@jest/globals';
import { API_VARIABLES, loadConfiguration } from './config.js';

const good = {
  PARLEY_DATABASE_URL: 'postgres://app:secret@localhost/parley',
  PARLEY_OPERATOR_DATABASE_URL: 'postgres://operator:secret@localhost/parley',
  PARLEY_QUEUE_URL: 'redis://:secret@localhost:6379/0',
  PARLEY_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  PARLEY_ISSUER: 'https://parley.example',
};

describe('loadConfiguration', () => {
  it('fills defaults and converts numbers and flags', () => {
    const config = loadConfiguration(API_VARIABLES, { ...good, PARLEY_HTTP_PORT: '8080', PARLEY_GRAPHIQL: 'true' });
    expect(config).toMatchObject({ PARLEY_HTTP_PORT: 8080, PARLEY_GRAPHIQL: true, NODE_ENV: 'production' });
    expect(config.PARLEY_ALLOWED_ORIGINS).toEqual([]);
    const origins = { PARLEY_ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173' };
    expect(loadConfiguration(['PARLEY_ALLOWED_ORIGINS'], origins).PARLEY_ALLOWED_ORIGINS).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ]);
  });

  it.each([
    ['PARLEY_DATABASE_URL', 'mysql://x'],
    ['PARLEY_DATABASE_URL', undefined],
    ['PARLEY_MASTER_KEY', 'short'],
    ['PARLEY_PREVIOUS_MASTER_KEY', 'short'],
    ['PARLEY_HTTP_PORT', '99999'],
    ['PARLEY_HTTP_PORT', '1e3'],
    ['PARLEY_GRAPHIQL', 'yes'],
    ['PARLEY_ALLOWED_ORIGINS', '*'],
    ['PARLEY_ALLOWED_ORIGINS', 'https://a.example,https://b.example/path'],
    ['PARLEY_ALLOWED_ORIGINS', 'https://a.example,,'],
    ['PARLEY_COST_BUCKET', '24999'],
    ['PARLEY_OPERATION_SECONDS', '0'],
  ])('stops the start with one line that names %s (%s) and does not show a secret', (name, value) => {
    const broken = () => loadConfiguration(API_VARIABLES, { ...good, [name]: value });
    expect(broken).toThrow(name);
    expect(broken).not.toThrow(/\n/);
    if (value) expect(broken).not.toThrow(value);
  });

  it('reads the lanes that a worker serves, and stops the start at a name that can be none', () => {
    const lanes = (text: string | undefined) =>
      loadConfiguration(['PARLEY_ENGINE_LANES'], { PARLEY_ENGINE_LANES: text }).PARLEY_ENGINE_LANES;
    expect([lanes(undefined), lanes('gpu-small, gpu-large,gpu-small')]).toEqual([[], ['gpu-small', 'gpu-large']]);
    for (const wrong of ['general', 'GPU', 'gpu,', 'gpu large', 'a'.repeat(64)])
      expect(() => lanes(wrong)).toThrow('PARLEY_ENGINE_LANES');
  });
});
