import type { PassFailure, Score } from '../../score.js';
import type { Block, Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { codeInWords, criticalFailText } from './rubric-words.js';
import type { ToldParts } from './told-parts.js';

type RubricBody = DebriefFacts['rubric']['body'];

/** Whether the session passed, by how much and why, with the arithmetic. */
export function resultSection({ rubric: { body }, decision }: DebriefFacts, told: ToldParts): Section {
  const { score } = told;
  const rows = told.levels.map(({ competency, level }) => ({
    name: codeInWords(competency),
    level,
    words: level === null ? 'left to a person' : `${level} of 5`,
  }));
  // A rubric of outcomes alone has no competencies.
  const levels: Block[] = rows.length > 0 ? [{ kind: 'LEVELS', caption: 'Levels, from 0 to 5', rows }] : [];
  if (!score.complete) {
    const open = score.abstained.map((code) => (code === 'OUTCOME' ? 'the outcome' : codeInWords(code).toLowerCase()));
    return {
      heading: 'Result',
      blocks: [
        {
          kind: 'PARAGRAPH',
          text: `Between ${points(score.lowestFinal)} and ${points(score.highestFinal)} of 100 points. The words alone did not show ${listed(open)}, so that is left open rather than guessed.`,
        },
        ...levels,
      ],
    };
  }
  return {
    heading: 'Result',
    blocks: [
      { kind: 'PARAGRAPH', text: sentence(score.score, body, told.byPerson, decision !== null) },
      ...(body.pass && score.score.failures.length > 0
        ? [{ kind: 'LIST' as const, items: why(score.score.failures, body) }]
        : []),
      ...levels,
      arithmetic(score.score, body, told),
    ],
  };
}

function sentence(score: Score, rubric: RubricBody, byPerson: boolean, decided: boolean): string {
  // A rubric for study has no pass rule.
  const mark = rubric.pass ? `; the pass mark is ${points(rubric.pass.final)}` : '';
  const reached = `${points(score.final)} of 100 points${mark}.`;
  if (!rubric.pass) {
    return `${byPerson ? '' : 'About '}${reached} This rubric has no pass rule: its points are for study and comparison, and nobody passes or fails by them.`;
  }
  if (!byPerson) return `About ${reached}`;
  const met = score.failures.length === 0;
  if (!decided) return `${met ? 'The pass rule would be met' : 'The pass rule would not be met'}: ${reached}`;
  return met ? `Passed: ${reached}` : `Not passed: ${reached} What the pass rule asks for and was not met:`;
}

/** One sentence for each rule that was not met, not one for each time: a page of them would only shame. */
function why(failures: readonly PassFailure[], rubric: RubricBody): string[] {
  const low = failures.flatMap((one) => (one.rule === 'LEVEL_BELOW_MINIMUM' ? [one] : []));
  const fails = failures.flatMap((one) => (one.rule === 'CRITICAL_FAIL' ? [criticalFailText(rubric, one.code)] : []));
  return [
    ...failures.flatMap((one) =>
      one.rule === 'FINAL_BELOW_CUT'
        ? [`A final score of ${points(one.cut)} points; this one is ${points(one.final)}.`]
        : [],
    ),
    ...(low.length > 0
      ? [
          `Level ${low[0].minimum} or more in every competency; below it ${low.length === 1 ? 'is' : 'are'} ${listed(low.map((one) => `${codeInWords(one.competency)} (${one.level})`))}.`,
        ]
      : []),
    ...(fails.length > 0
      ? [`No critical fail; found ${fails.length === 1 ? 'was' : 'were'}: ${fails.join('; ')}.`]
      : []),
  ];
}

function arithmetic(score: Score, rubric: RubricBody, { outcome, penalties }: ToldParts): Block {
  const { shares } = rubric;
  const sum =
    [
      ...(shares.process > 0 ? [`${shares.process} % of the levels`] : []),
      ...(shares.outcome > 0 ? [`${shares.outcome} % of the outcome`] : []),
    ].join(' and ') + ', less penalties';
  const band = outcome.band === null ? 'left open' : codeInWords(outcome.band);
  return {
    kind: 'TABLE',
    caption: `How the points come about: ${sum}, rounded to one decimal`,
    head: ['Part', 'Points of 100', 'Share'],
    rows: [
      ...(shares.process > 0 ? [['Levels, weighted', points(score.process), `${shares.process} %`]] : []),
      [`Outcome: ${band}`, points(score.outcome), `${shares.outcome} %`],
      [
        penalties.length > 0 ? `Penalties: ${penalties.map(({ code }) => codeInWords(code)).join(', ')}` : 'Penalties',
        score.penalties > 0 ? `−${points(score.penalties)}` : 'none',
        '',
      ],
      [score.capped ? 'Final score, held at 49 by a critical fail' : 'Final score', points(score.final), ''],
    ],
    lastIsTotal: true,
  };
}

/** Points to one decimal, without a needless zero. */
export const points = (value: number): string => String(Math.round(value * 10) / 10);

/** "a, b and c". */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
