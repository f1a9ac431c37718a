import { compareWithProposal, sameAsProposal } from '../../review.js';
import type { Block, Section } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';
import { codeInWords, criticalFailText } from './rubric-words.js';

/** The review beside the proposal, with why. Null where the reader may not see the proposal, or there is no review to compare. */
export function changesSection({ edition, review, proposal, decision, rubric }: DebriefFacts): Section | null {
  if (edition !== 'REVIEWER' || !review || !proposal) return null;
  const { levels, outcome, criticalFails } = compareWithProposal(review.content, proposal);
  const reasons = new Map(review.content.levels.map(({ competency, reason }) => [competency, reason]));
  const shownLevel = (level: number | null): string => (level === null ? 'left to a person' : String(level));
  const rows = levels.map(({ competency, reviewed, proposed, difference }) => [
    codeInWords(competency),
    shownLevel(proposed),
    String(reviewed),
    difference === null ? 'given' : difference === 0 ? 'same' : `${difference > 0 ? '+' : '−'}${Math.abs(difference)}`,
    reasons.get(competency) ?? '',
  ]);
  const fails = [
    ...criticalFails.onlyReviewed.map((code) => `Found by the reviewer alone: ${criticalFailText(rubric.body, code)}.`),
    ...criticalFails.onlyProposed.map((code) => `Proposed, and not found: ${criticalFailText(rubric.body, code)}.`),
  ];
  const blocks: Block[] = [
    {
      kind: 'PARAGRAPH',
      text: sameAsProposal(review.content, proposal)
        ? 'The review says what the grader proposed.'
        : 'The review differs from what the grader proposed. The reviewer gave it before seeing the proposal, unless calibration allowed to fill it in.',
    },
    ...(decision?.reason ? [{ kind: 'PARAGRAPH' as const, text: `The reviewer’s reason: ${decision.reason}` }] : []),
    {
      kind: 'TABLE',
      caption: 'Proposed and reviewed',
      head: ['Competency', 'Proposed', 'Reviewed', 'Change', 'Why'],
      rows: [
        ...rows,
        [
          'Outcome',
          outcome.proposed === null ? 'left to a person' : codeInWords(outcome.proposed),
          codeInWords(outcome.reviewed),
          outcome.same ? 'same' : 'changed',
          '',
        ],
      ],
    },
    ...(fails.length > 0 ? [{ kind: 'LIST' as const, items: fails }] : []),
  ];
  return { heading: 'What the reviewer changed', blocks };
}
