import type { AppealOutcome } from '../../appeals/appeal-state.js';
import { CORE_RUBRIC } from '../../core-rubric.fixture.js';
import { gradeByFeatures } from '../../feature-grader.js';
import type { ProposedGrade } from '../../proposal.js';
import type { SubmittedContent } from '../../reviews/review.entity.js';
import { scoreOf } from '../../score.js';
import type { TranscriptTurn } from '../../transcript.js';
import { CIVILIAN_NAME, GOOD_OFFICER, POOR_OFFICER } from '../../transcripts.fixture.js';
import type { DebriefFacts } from './debrief-facts.js';

const RISING = [6, 7, 7.5, 8, 9, 9.5, 10];
const FALLING = [7, 7.5, 6.5, 6, 6.5, 5, 4, 3.5, 2.5, 1.5];

/** What the feature grader proposes for a transcript. */
export const proposalFor = (turns: readonly TranscriptTurn[], stressTrajectory?: number[]): ProposedGrade =>
  gradeByFeatures({ rubric: CORE_RUBRIC, turns, civilianName: CIVILIAN_NAME, stressTrajectory });

/** A review that says what was proposed, but for these levels; a level left open is a 3 on the first turn's words. */
export function reviewFrom(
  proposal: ProposedGrade,
  turns: readonly TranscriptTurn[],
  levels: Record<string, number> = {},
): SubmittedContent {
  const first = [{ turn: turns[0].number, quote: turns[0].text }];
  return {
    levels: proposal.levels.map(({ competency, level, evidence }) => ({
      competency,
      level: levels[competency] ?? level ?? 3,
      evidence: evidence.length > 0 ? evidence : first,
      reason: competency in levels ? 'Seen in the whole session, and more than once.' : null,
    })),
    outcome: {
      band: proposal.outcome.band ?? 'CONTAINMENT',
      evidence: proposal.outcome.evidence.length > 0 ? proposal.outcome.evidence : first,
    },
    criticalFails: proposal.criticalFails,
    penalties: proposal.penalties,
  };
}

const scoreOfReview = ({ levels, outcome, penalties, criticalFails }: SubmittedContent) =>
  scoreOf(CORE_RUBRIC, {
    levels,
    band: outcome.band,
    penalties: penalties.map(({ code }) => code),
    criticalFails: criticalFails.map(({ code }) => code),
  });

const DIGEST = 'c0ffee'.padEnd(64, '0');

/** A proof session that a person signed, as the officer reads it; `changed` takes another review, reader or state. */
export function signedFacts(
  changed: Partial<DebriefFacts> = {},
  turns: readonly TranscriptTurn[] = GOOD_OFFICER,
  stress: number[] = FALLING,
): DebriefFacts {
  const officer = turns.filter(({ speaker }) => speaker === 'OFFICER');
  const proposal = proposalFor(turns, stress.slice(0, officer.length));
  const content = reviewFrom(proposal, turns, { ACTIVE_LISTENING: 5, INFLUENCE_OPTIONS: 3 });
  return {
    edition: 'OFFICER',
    agency: { name: 'Brook County Sheriff’s Office', timezone: 'America/New_York' },
    officer: 'Ada Vale',
    session: {
      id: 'U2NlbmFyaW9TZXNzaW9uOjAxOWFjNWYw',
      mode: 'PROOF',
      origin: 'LIVE',
      engineKind: 'SCRIPTED',
      engineLabel: 'scripted player 1.4.0',
      startedAt: new Date('2026-03-02T14:41:00Z'),
      completedAt: new Date('2026-03-02T15:00:00Z'),
    },
    turns,
    scenario: { title: 'A woman alone on a parking deck', version: '1', digest: DIGEST },
    rubric: { title: 'Core rubric', version: '1.0.0', digest: DIGEST, body: CORE_RUBRIC },
    decision: {
      decision: 'CHANGED',
      reason: 'The silences left room to talk, which rules over words cannot see; the two choices came late.',
      proctorAttestation: null,
      by: 'Sam Ortiz',
      at: new Date('2026-03-03T18:20:00Z'),
    },
    review: { content, score: scoreOfReview(content), by: 'Sam Ortiz', at: new Date('2026-03-03T18:12:00Z') },
    appealableUntil: new Date('2026-04-02T17:20:00Z'),
    appeal: null,
    first: null,
    notes: [],
    proposal: null,
    grading: { ...gradingOf(proposal), digest: DIGEST, at: new Date('2026-03-02T15:00:09Z') },
    features: proposal.features,
    ...changed,
  };
}

const gradingOf = ({ grader, graderVersion, label, featureVersion, judge }: ProposedGrade) => ({
  grader,
  graderVersion,
  label,
  featureVersion,
  judge,
});

/** The same for the one who may see what was proposed. */
export const reviewerFacts = (changed: Partial<DebriefFacts> = {}): DebriefFacts =>
  signedFacts({ edition: 'REVIEWER', proposal: proposalFor(GOOD_OFFICER, FALLING), ...changed });

/** The signed session with an appeal that ended so; null for an open one. */
export function appealedFacts(outcome: AppealOutcome | null): DebriefFacts {
  const facts = signedFacts({ appealableUntil: null });
  const [by, at, reason] = ['Kim Doyle', new Date('2026-03-12T14:00:00Z'), 'Turn 3 was not counted.'];
  const decided = outcome === 'CHANGED' || outcome === 'INVALIDATED';
  return {
    ...facts,
    appeal: {
      filedAt: new Date('2026-03-06T09:00:00Z'),
      reason: 'The level for listening is too low.',
      points: [{ about: 'COMPETENCY', code: 'ACTIVE_LISTENING', words: 'I named her fear in turn 3.' }],
      end: outcome && { outcome, reason: outcome === 'WITHDRAWN' ? null : reason, by, at },
    },
    ...(decided && {
      decision: { decision: outcome, reason, proctorAttestation: null, by, at },
      review: outcome === 'CHANGED' && facts.review ? { ...facts.review, by } : null,
      first: {
        decision: 'CHANGED' as const,
        final: 61.3,
        passed: false,
        by: 'Sam Ortiz',
        at: new Date('2026-03-03T18:20:00Z'),
      },
    }),
  };
}

/** A session that went badly, with critical fails, signed as proposed. */
export const poorFacts = (changed: Partial<DebriefFacts> = {}): DebriefFacts => {
  const proposal = proposalFor(POOR_OFFICER, RISING);
  const content = reviewFrom(proposal, POOR_OFFICER);
  const review = { content, score: scoreOfReview(content), by: 'Sam Ortiz', at: new Date('2026-03-03T18:12:00Z') };
  const facts = signedFacts({ review, ...changed }, POOR_OFFICER, RISING);
  return facts.decision && !changed.decision
    ? { ...facts, decision: { ...facts.decision, decision: 'SIGNED', reason: null } }
    : facts;
};

/** Practice, as the one who practised reads it. */
export const practiceFacts = (turns: readonly TranscriptTurn[] = GOOD_OFFICER): DebriefFacts => {
  const facts = signedFacts({}, turns);
  return {
    ...facts,
    session: { ...facts.session, mode: 'PRACTICE' },
    decision: null,
    appealableUntil: null,
    review: null,
    proposal: proposalFor(turns, FALLING),
  };
};

/** A proof session that nobody has decided, for a reader who may not see what was proposed. */
export const waitingFacts = (): DebriefFacts =>
  signedFacts({ edition: 'REVIEWER', decision: null, review: null, grading: null, features: null });

/** Turns that officers could type to break a printer, each quoted. */
export const ODD_TURNS: TranscriptTurn[] = [
  '<script>alert(1)</script> & "quotes" \'single\' </style> <!-- --> {{x}} ${y}',
  'أنا لا أريد أن أتحدث معك الآن، اتركني وحدي من فضلك.',
  'Calm 😀👩‍👩‍👧‍👦 down, 请你放下, と話したい, \u202Eright to left\u202C and zero\u200Bwidth\u200D joiners\u0007 bell',
  `${'I hear you and I am staying right here with you. '.repeat(80)}`.slice(0, 4_000),
  'x'.repeat(4_000),
  'Привет, как вас зовут? Γειά σου, πώς σε λένε; Tiếng Việt: bạn tên là gì? Łódź, Škoda, naïve façade.',
  'line\nafter\n\n\nline '.repeat(200),
  'e\u0301'.repeat(300) + ' ' + 'a'.repeat(20) + '\u0300\u0301\u0302'.repeat(50),
].map((text, at) => ({ number: at + 1, speaker: at % 2 === 0 ? 'OFFICER' : 'CIVILIAN', text }));

/** Every odd turn quoted under every competency. */
export function oddFacts(turns: readonly TranscriptTurn[] = ODD_TURNS): DebriefFacts {
  const evidence = turns.map(({ number, text }) => ({ turn: number, quote: text }));
  const base = reviewFrom(proposalFor(turns), turns);
  const content: SubmittedContent = {
    ...base,
    levels: base.levels.map((level, at) => ({ ...level, level: at % 6, evidence, reason: turns[2]?.text ?? null })),
    criticalFails: [{ code: CORE_RUBRIC.criticalFails[0].code, evidence }],
  };
  return signedFacts(
    {
      officer: 'Zoë <b>Đặng</b> 王小明',
      agency: { name: 'שרות & "Co" <i>', timezone: 'Europe/Berlin' },
      scenario: { title: turns[1]?.text ?? 'odd', version: '1', digest: DIGEST },
      review: { content, score: scoreOfReview(content), by: 'Sam\u202E Ortiz', at: new Date('2026-03-03T18:12:00Z') },
    },
    turns,
  );
}

/** A dialogue of so many turns, each a few sentences long. */
export const longDialogue = (count: number): TranscriptTurn[] =>
  Array.from({ length: count }, (_, at) => ({
    ...GOOD_OFFICER[at % GOOD_OFFICER.length],
    number: at + 1,
    speaker: at % 2 === 0 ? 'OFFICER' : 'CIVILIAN',
  }));

/** A session of so many turns, signed. */
export const longFacts = (count: number): DebriefFacts => {
  const stress = Array.from({ length: count / 2 }, (_, at) => 5 + 4 * Math.sin(at / 7) - (at / count) * 3);
  return signedFacts({}, longDialogue(count), stress);
};
