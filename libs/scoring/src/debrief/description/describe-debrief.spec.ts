import { describe, expect, it } from '@jest/globals';
import { POOR_OFFICER } from '../../transcripts.fixture.js';
import type { CompetencyBlock, DebriefDocument, StressBlock } from './debrief-document.js';
import { poorFacts, practiceFacts, proposalFor, reviewerFacts, signedFacts, waitingFacts } from './debrief.fixture.js';
import { describeDebrief } from './describe-debrief.js';

const headings = ({ sections }: DebriefDocument): string[] => sections.map(({ heading }) => heading);
const all = (document: DebriefDocument): string => JSON.stringify(document);
const competencies = ({ sections }: DebriefDocument): CompetencyBlock[] =>
  sections.flatMap(({ blocks }) => blocks).filter((block): block is CompetencyBlock => block.kind === 'COMPETENCY');

describe('the debrief of a signed session', () => {
  it('reads from where it stands over strengths to what to work on, and ends with where it comes from', () => {
    expect(headings(describeDebrief(signedFacts()))).toEqual([
      'Result',
      'What went well',
      'What to work on',
      'The course of the dialogue',
      'Each competency',
      'How it ended',
      'Critical fails',
      'Where this comes from',
    ]);
  });

  it('tells the officer the reviewer’s reason and the right of appeal, and nothing of what was proposed', () => {
    const plain = describeDebrief(signedFacts());
    const proposal = proposalFor(POOR_OFFICER);
    expect(describeDebrief(signedFacts({ proposal }))).toEqual(plain);
    expect(plain.standing.lines.join(' ')).toContain('The silences left room to talk');
    expect(plain.standing.lines.join(' ')).toContain(
      'You can appeal this grade once, until 2 April 2026, 13:20 (America/New_York, UTC-04:00).',
    );
    expect(headings(plain)).not.toContain('What the reviewer changed');
  });

  it('tells reviewers what was changed, level by level, and why', () => {
    const document = describeDebrief(reviewerFacts());
    const changes = document.sections.find(({ heading }) => heading === 'What the reviewer changed');
    const table = changes?.blocks.find((block) => block.kind === 'TABLE');
    expect(table?.rows).toContainEqual([
      'Active listening',
      '4',
      '5',
      '+1',
      'Seen in the whole session, and more than once.',
    ]);
    expect(table?.rows).toContainEqual([
      'Influence options',
      '4',
      '3',
      '−1',
      'Seen in the whole session, and more than once.',
    ]);
    expect(document.facts).toContainEqual(expect.objectContaining({ detail: expect.stringContaining('reviewers') }));
  });

  it('says of each level what it means in the rubric’s words, and what would make it higher', () => {
    const [safety, assess] = competencies(describeDebrief(signedFacts()));
    expect(safety).toMatchObject({ name: 'Safety time distance', level: 5, higher: null });
    expect(assess.meaning).toMatch(
      /^Level 4 lies between level 3 \(checks weapons.* and level 5 \(asks about self-harm/,
    );
    expect(assess.higher).toMatch(/^Level 5: asks about self-harm/);
  });

  it('says in words what was not met, critical fails with their words, and no rule more than once', () => {
    const document = describeDebrief(poorFacts());
    const [result] = document.sections;
    const list = result.blocks.find((block) => block.kind === 'LIST');
    expect(list?.items).toHaveLength(3);
    expect(list?.items[1]).toMatch(/^Level 2 or more in every competency; below it are /);
    const fails = document.sections.find(({ heading }) => heading === 'Critical fails');
    expect(fails?.blocks.filter(({ kind }) => kind === 'HEADING')).toHaveLength(3);
    expect(JSON.stringify(fails)).toContain('drag you off this deck');
    expect(JSON.stringify(fails)).toContain('can appeal this finding');
  });

  it('gives as the next step an anchor worth reaching, and the highest level where nothing reached 3', () => {
    const [, strengths, work] = describeDebrief(poorFacts()).sections;
    expect(JSON.stringify(strengths)).toContain('No competency reached level 3 of 5');
    const steps = work.blocks.flatMap((block) => (block.kind === 'FACTS' ? block.rows : []));
    const next = steps.filter(({ term }) => term === 'Next step').map(({ detail }) => detail);
    expect(next).toHaveLength(3);
    for (const step of next) expect(step).toMatch(/^Level 3: /);
  });

  it('shows stress after each turn of the officer with the telling points, and none where nothing was scripted', () => {
    const document = describeDebrief(signedFacts());
    const stress = document.sections
      .flatMap(({ blocks }) => blocks)
      .find((block): block is StressBlock => block.kind === 'STRESS');
    expect(stress?.points.map(({ turn }) => turn)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect(stress?.marks.map(({ what }) => what)).toEqual([
      'the first point',
      'the largest rise, from 7',
      'the largest fall, from 6.5',
      'the last point',
    ]);
    const { stress: _left, ...features } = signedFacts().features ?? proposalFor(POOR_OFFICER).features;
    const without = describeDebrief(signedFacts({ features: features as never }));
    expect(all(without)).not.toContain('STRESS');
    expect(all(without)).toContain('TALK');
  });

  it('names when on the agency’s clock, by whom and from what', () => {
    const provenance = all(describeDebrief(signedFacts())).split('Where this comes from')[1] ?? '';
    for (const told of [
      'Sam Ortiz, 3 March 2026, 13:20 (America/New_York, UTC-05:00)',
      '2 March 2026, 09:41 to 10:00 (America/New_York, UTC-05:00), live',
      'Core rubric, version 1.0.0, SHA-256 c0ffee',
      'scripted player 1.4.0',
      'formative: it can certify nothing',
      'edition: OFFICER) { digest }',
    ]) {
      expect(provenance).toContain(told);
    }
    const judge = {
      model: 'judge-7b 2',
      weightsDigest: 'aa11',
      promptTemplate: 'judge-1',
      promptDigest: 'bb22',
      seed: 7,
      samples: 3,
      judgeVersion: '1.0.0',
      engines: ['llama.cpp b1'],
      modelVersionId: 'id',
      notAsked: [],
    };
    const { grading } = signedFacts();
    const judged = all(describeDebrief(signedFacts({ grading: grading && { ...grading, grader: 'JUDGE', judge } })));
    for (const told of [
      'judge-7b 2, weights SHA-256 aa11',
      'judge-1, SHA-256 bb22',
      '3 samples, seed 7, on llama.cpp b1',
    ]) {
      expect(judged).toContain(told);
    }
  });
});

describe('the debrief of a session that is not signed', () => {
  it('says of practice that it never counts, leaves open what is open and names no reviewer', () => {
    const document = describeDebrief(practiceFacts(signedFacts().turns.slice(0, 4)));
    expect(document.standing.heading).toBe('Practice: it never counts');
    expect(all(document)).toContain('left to a person');
    expect(all(document)).toMatch(/Between [\d.]+ and [\d.]+ of 100 points/);
    expect(all(document)).not.toContain('Sam Ortiz');
    expect(all(document)).not.toContain('appeal');
    expect(all(document)).not.toContain('Passed');
  });

  it('tells nothing but that it waits, before anybody decided, though there is a proposal', () => {
    const { features, grading } = signedFacts();
    for (const facts of [
      waitingFacts(),
      { ...waitingFacts(), features, proposal: proposalFor(POOR_OFFICER), edition: 'REVIEWER' as const },
    ]) {
      expect(headings(describeDebrief(facts))).toEqual(['Where this comes from']);
    }
    expect(grading).not.toBeNull();
  });

  it('tells a reviewer their own review, to no effect until it is signed', () => {
    const document = describeDebrief(reviewerFacts({ decision: null }));
    expect(document.standing.heading).toBe('Not decided: a review that is not signed');
    expect(all(document)).toContain('The pass rule would be met');
    expect(all(document)).not.toContain('"Passed');
    expect(all(document)).not.toContain('Signed by');
  });

  it('tells of an invalidated session why, and no level', () => {
    const { decision } = signedFacts();
    const document = describeDebrief(
      signedFacts({
        decision: decision && { ...decision, decision: 'INVALIDATED', reason: 'The fire alarm went off.' },
      }),
    );
    expect(document.standing.lines.join(' ')).toContain('The fire alarm went off.');
    expect(document.standing.lines.join(' ')).not.toContain('appeal');
    expect(headings(document)).toEqual(['Where this comes from']);
  });
});
