import { describe, expect, it } from '@jest/globals';
import { scoreOf } from '../../score.js';
import type { DebriefFacts } from './debrief-facts.js';
import { appealedFacts, poorFacts, signedFacts } from './debrief.fixture.js';
import { describeDebrief } from './describe-debrief.js';

const standing = (facts: DebriefFacts): string => describeDebrief(facts).standing.lines.join(' ');
const sectionOf = (facts: DebriefFacts, heading: string) =>
  describeDebrief(facts).sections.find((section) => section.heading === heading);

describe('the debrief after an appeal', () => {
  it('says which grade counts, what the first was, and the reasons of both sides', () => {
    const facts = appealedFacts('CHANGED');
    expect(describeDebrief(facts).standing.heading).toBe('Changed on appeal: this is the grade that counts');
    expect(standing(facts)).toContain('The first decision, not passed, 61.3 of 100 points, was made by Sam Ortiz');
    expect(standing(facts)).toContain('Turn 3 was not counted.');
    expect(standing(facts)).not.toContain('can appeal this grade');
    const told = JSON.stringify(sectionOf(facts, 'The appeal'));
    for (const words of [
      'I named her fear in turn 3.',
      'About: Active listening',
      'the new review counts, by Kim Doyle',
    ]) {
      expect(told).toContain(words);
    }
    expect(JSON.stringify(describeDebrief(facts))).toContain('Changed on appeal by');
  });

  it.each([
    [null, 'is open: somebody who had no say in this grade will decide. Until then this grade counts.'],
    ['WITHDRAWN', 'taken back on'],
    ['UPHELD', 'this grade stands. The reason given: Turn 3 was not counted.'],
  ] as const)('says of one that ended %s that the first grade stands', (outcome, words) => {
    const facts = appealedFacts(outcome);
    expect(standing(facts)).toContain(words);
    expect(standing(facts)).not.toContain('can appeal');
  });

  it('tells of a session that the appeal took out no level', () => {
    const document = describeDebrief(appealedFacts('INVALIDATED'));
    expect(document.standing.heading).toBe('Invalidated on appeal: it does not count');
    expect(document.sections.map(({ heading }) => heading)).toEqual(['The appeal', 'Where this comes from']);
  });

  it('names the last day with a critical fail, and no appeal where there can be none', () => {
    expect(JSON.stringify(sectionOf(poorFacts(), 'Critical fails'))).toContain('once, until 2 April 2026, 13:20');
    expect(JSON.stringify(describeDebrief(poorFacts({ appealableUntil: null })))).not.toContain('can appeal');
  });
});

describe('coaching notes in a debrief', () => {
  const note = { by: 'Sam Ortiz', at: new Date('2026-03-03T18:30:00Z') };
  const notes: DebriefFacts['notes'] = [
    { ...note, turnNumber: 5, kind: 'TRY_INSTEAD', text: 'Ask one thing.', quote: null, suggestion: 'What happened?' },
    { ...note, turnNumber: 1, kind: 'PRAISE', text: 'Your name first.', quote: null, suggestion: null },
  ];

  it('are told in the order of the dialogue, with the turn quoted and words to try, and as no evidence', () => {
    const section = sectionOf(signedFacts({ notes }), 'Notes on single turns');
    const headings = section?.blocks.flatMap((block) => (block.kind === 'HEADING' ? [block.text] : []));
    expect(headings).toEqual(['Turn 1: well done', 'Turn 5: something to try instead']);
    const quoted = section?.blocks.flatMap((block) => (block.kind === 'EXCERPTS' ? block.excerpts.flat() : []));
    expect(quoted?.filter(({ parts }) => parts.some((part) => part.quoted)).map(({ number }) => number)).toEqual([
      1, 5,
    ]);
    expect(JSON.stringify(section)).toContain('"Words to try","detail":"What happened?"');
    expect(JSON.stringify(section)).toContain('no part of the score');
  });

  it('are no section where there are none, and are left out before anybody decided', () => {
    expect(sectionOf(signedFacts(), 'Notes on single turns')).toBeUndefined();
    const waiting = signedFacts({ notes, decision: null, review: null, grading: null, features: null });
    expect(sectionOf(waiting, 'Notes on single turns')).toBeUndefined();
  });
});

it('a rubric of outcomes alone is told by its own shares, with no levels, and as neither passed nor failed', () => {
  const { rubric, review } = signedFacts();
  const body = { ...rubric.body, competencies: [], pass: undefined, shares: { process: 0, outcome: 100 } };
  const content = { ...(review as NonNullable<typeof review>).content, levels: [] };
  const score = scoreOf(body, { levels: [], band: content.outcome.band, penalties: [], criticalFails: [] });
  const facts = signedFacts({
    rubric: { ...rubric, body },
    review: review && { ...review, content, score },
  });
  const { sections } = describeDebrief(facts);
  const told = JSON.stringify(sections[0]);
  expect(told).toContain('100 % of the outcome, less penalties');
  expect(told).toContain('nobody passes or fails');
  expect(told).not.toMatch(/Passed|Not passed|LEVELS|of the levels/);
  expect(sections.map(({ heading }) => heading)).not.toContain('What to work on');
});
