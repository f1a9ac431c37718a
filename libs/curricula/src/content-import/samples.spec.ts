import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importContent, type ImportedContent } from './import-content.js';
import type { ImportedDialogue, ImportedScenario } from './imported-item.js';

const sample = (fileName: string): ImportedContent =>
  importContent({ fileName, content: readFileSync(`packs/samples/${fileName}`, 'utf8') });

describe('the sample files that ship', () => {
  it('hold five good cases and one without a situation', () => {
    const read = sample('deescalation-cases.json');
    expect([read.format, read.rows, read.items.length]).toEqual(['DEESCALWILD_CASES', 6, 5]);
    expect(read.rejected).toEqual([{ line: 50, pointer: '/scenario_context', reason: 'scenario_context is empty' }]);
    const [first, second] = read.items as ImportedScenario[];
    expect(first).toMatchObject({ key: 'PS-001', line: 2, persona: { name: 'Emmett Orlan', age: 41 } });
    expect(second.persona).toMatchObject({ ageText: 'mid-50s' });
    expect(first.officerLines).toHaveLength(3);
  });

  it('hold a transcript with a bad time and an empty turn', () => {
    const read = sample('porch-call-transcript.csv');
    expect([read.format, read.rows]).toEqual(['DEESCALWILD_TRANSCRIPT', 32]);
    expect(read.rejected).toEqual([
      { line: 15, reason: 'start_time "03:4x" is not a time: write MM:SS or H:MM:SS' },
      { line: 26, reason: 'transcript is empty' },
    ]);
    const [dialogue] = read.items as ImportedDialogue[];
    expect(dialogue.turns).toHaveLength(30);
    expect(dialogue.turns[0]).toMatchObject({ number: 1, speaker: 'DISPATCHER', startSeconds: 4, label: 'Dispatcher' });
    expect(dialogue.turns[3]).toMatchObject({ speaker: 'OFFICER', startSeconds: 161 });
    expect(dialogue.turns.find((turn) => turn.label === '?')?.speaker).toBe('CIVILIAN');
    expect(dialogue.turns.some((turn) => turn.text.includes('own house\nfor one hour'))).toBe(true);
    expect(dialogue.curation.meetsRule).toBe(true);
  });

  it('hold four good conversations and one with an unknown role', () => {
    const read = sample('front-desk-chats.jsonl');
    expect([read.format, read.rows, read.items.length]).toEqual(['CHAT_JSONL', 5, 4]);
    expect(read.rejected).toEqual([
      {
        line: 3,
        pointer: '/messages/2/role',
        reason: 'messages 3, role "narrator" is unknown: an officer is "user", a civilian "assistant"',
      },
    ]);
    const dialogues = read.items as ImportedDialogue[];
    expect(dialogues[0].situation).toMatch(/^You are Petra Malloy/);
    expect(dialogues[0].turns[0]).toMatchObject({ number: 1, speaker: 'OFFICER' });
    expect(dialogues[2].turns.map((turn) => turn.speaker).slice(2, 4)).toEqual(['OFFICER', 'OFFICER']);
    expect(dialogues[3].key).toBe('front-desk-chats:5');
  });

  it('hold a scenario with three stages and twelve rated responses', () => {
    const read = sample('bus-shelter-scenario.json');
    expect([read.format, read.rows, read.rejected]).toEqual(['POLCOM_SCENARIO', 1, []]);
    const [scenario] = read.items as ImportedScenario[];
    expect(scenario.stages?.map((stage) => stage.responses.length)).toEqual([4, 4, 4]);
    expect(scenario.stages?.[0].responses[0]).toMatchObject({
      rating: 'POSITIVE',
      points: 10,
      feedback: { why: expect.any(String), consequences: expect.any(String), reflection: expect.any(String) },
    });
    expect(scenario.stages?.[2].debrief).toHaveLength(2);
    expect(scenario.learningObjectives).toHaveLength(3);
  });
});
