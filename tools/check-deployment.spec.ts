import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Each fault is planted in the file as it is: what is replaced, by what, and the words of the complaint. */
const COMPOSE: [fault: string, from: string | RegExp, to: string, complaint: string][] = [
  ['an image that changes by itself', 'image: redis:7', 'image: redis:latest', 'redis: its image is whatever'],
  ['a service that runs as root', 'user: redis', 'user: root', 'redis: it runs as root'],
  ['a service that may change its files', /read_only: true/g, 'read_only: false', 'api: it may change its own files'],
  ['a service without limits', ', memory: 1g, pids: 200', '', 'redis: it has no limit of memory'],
  ['a password in clear', '${PARLEY_APP_PASSWORD:?set it in .env}', 'hunter2', 'PARLEY_DATABASE_URL holds a secret'],
  [
    'a variable that nothing reads',
    'PARLEY_DRAIN_SECONDS:',
    'PARLEY_DRAIN_SECOND:',
    'does not read PARLEY_DRAIN_SECOND',
  ],
  [
    'a variable that is missing',
    'PARLEY_RELAY_DATABASE_URL: *relay_url',
    'PARLEY_LOG_LEVEL: info',
    'worker: its process needs PARLEY_RELAY_DATABASE_URL',
  ],
  [
    'a port that everybody reaches',
    "'127.0.0.1:${PARLEY_HTTP_PORT:-3000}:3000'",
    "'3000:3000'",
    'api: port 3000:3000 can be reached',
  ],
  ['metrics that everybody reaches', /:-3000\}:3000/, ':-3000}:9464', ':9464 can be reached'],
  ['an engine that always starts', 'profiles: [engine]', '', 'engine: its profile is wrong'],
  ['a Redis that forgets', '--maxmemory-policy noeviction', '', 'runs without --maxmemory-policy noeviction'],
];

const DOCKERFILE: [fault: string, from: string | RegExp, to: string, complaint: string][] = [
  ['an instruction that does not exist', 'EXPOSE 3000', 'EXPOSED 3000', 'Unknown instruction: EXPOSED'],
  ['a process that runs as root', 'USER node', '', 'the last stage runs as root'],
  ['a floating base image', /node:22-bookworm-slim/g, 'node:slim', 'does not say at least its major version'],
  ['install scripts', ' --ignore-scripts', '', 'npm runs the install scripts'],
  ['a folder that is not there', 'COPY packs packs', 'COPY pack pack', 'pack is not in the repository'],
  ['a folder that the builder is not sent', 'COPY packs packs', 'COPY docs docs', 'docs is kept back by .dockerignore'],
  ['a stage that is not there', '--from=build', '--from=builder', 'there is no stage builder'],
  ['ADD', 'COPY packs packs', 'ADD packs packs', 'ADD unpacks and fetches'],
  ['a shell that swallows signals', /CMD .*/, 'CMD node dist/apps/api/src/main.js', 'CMD must be a JSON list'],
  ['a secret in the image', 'ENV NODE_ENV=production', 'ENV PARLEY_MASTER_KEY=x', 'a secret would stay'],
];

describe('the files of a deployment', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-deployment-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const complaints = (tool: string, name: string, change: (text: string) => string): string => {
    const file = join(folder, name);
    const text = readFileSync(join(ROOT, name), 'utf8');
    const changed = change(text);
    writeFileSync(file, changed);
    const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'tools', tool), file], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(stderr).toBe('');
    return stdout;
  };
  const planted = (from: string | RegExp, to: string) => (text: string) => {
    const changed = text.replace(from, () => to);
    expect(changed).not.toBe(text);
    return changed;
  };

  it('are as they must be', () => {
    expect(complaints('check-compose.js', 'docker-compose.yml', (text) => text)).toMatch(/ 0 problems/);
    const image = complaints('check-dockerfile.js', 'Dockerfile', (text) => text);
    // Whether the command of the image is there shows only after a build; .ci/run looks then.
    if (existsSync(join(ROOT, 'dist/apps/api/src/main.js'))) expect(image).toMatch(/ 0 problems/);
  });

  it.each(COMPOSE)('docker-compose.yml may not have %s', (_fault, from, to, complaint) => {
    expect(complaints('check-compose.js', 'docker-compose.yml', planted(from, to))).toContain(complaint);
  });

  it.each(DOCKERFILE)('the Dockerfile may not have %s', (_fault, from, to, complaint) => {
    expect(complaints('check-dockerfile.js', 'Dockerfile', planted(from, to))).toContain(complaint);
  });
});
