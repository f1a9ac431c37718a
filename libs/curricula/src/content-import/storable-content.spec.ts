import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importContent } from './import-content.js';
import type { ImportedScenario } from './imported-item.js';
import { storableContent } from './storable-content.js';

const sample = (fileName: string) => {
  const read = importContent({ fileName, content: readFileSync(`packs/samples/${fileName}`, 'utf8') });
  return { ...read, format: read.format! };
};

describe('what an import stores', () => {
  it('is every scenario and dialogue of it, with the digest of its content', () => {
    const cases = storableContent(sample('deescalation-cases.json'));
    expect(cases.scenarios).toHaveLength(5);
    expect(new Set(cases.scenarios.map(({ digest }) => digest)).size).toBe(5);
    expect(cases.rejected).toHaveLength(1);
    expect(storableContent(sample('front-desk-chats.jsonl')).dialogues).toHaveLength(4);
  });

  it('leaves out what is no scenario by the schema, names it, and keeps the rest', () => {
    const read = sample('deescalation-cases.json');
    const [first, ...rest] = read.items as ImportedScenario[];
    const long = { ...first!, line: 2, title: 'x'.repeat(301) };
    const stored = storableContent({ ...read, items: [long, ...rest] });
    expect(stored.scenarios).toHaveLength(4);
    expect(stored.rejected).toEqual([
      { line: 2, reason: expect.stringMatching(/^as a scenario, title is refused: /) },
      ...read.rejected,
    ]);
  });
});
