import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/operations.md');

const namesIn = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].map((found) => found[1] as string));

describe('docs/operations.md', () => {
  it('names every variable that a process reads, and no other', () => {
    const known = namesIn(read('libs/platform/src/config/config.ts'), /^ {2}([A-Z_]+): .*,$/gm);
    const told = namesIn(page, /`((?:PARLEY|OTEL_EXPORTER_OTLP_ENDPOINT|NODE_ENV)[A-Z_]*)`/g);
    expect([...told].sort()).toEqual([...known].sort());
  });

  it('names every metric, and no other', () => {
    const files = execFileSync('git', ['ls-files', 'libs/*.ts', 'apps/*.ts'], { cwd: ROOT, encoding: 'utf8' });
    const sources = files.split('\n').filter((file) => file && !file.endsWith('spec.ts'));
    const declared = namesIn(sources.map(read).join('\n'), /name: '(parley_\w+)'/g);
    const table = page.slice(page.indexOf('## Metrics'), page.indexOf('Worth waking'));
    expect([...namesIn(table, /`(parley_\w+)`/g)].sort()).toEqual([...declared].sort());
  });
});
