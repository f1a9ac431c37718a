import { timeInZone } from '../../pdf/agency-time.js';
import { decisionInWords } from './decision-in-words.js';
import type { DebriefDocument } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';

/** What the document is, and where the grade stands, before anything else is read. */
export function standingOf(facts: DebriefFacts): DebriefDocument['standing'] {
  const { decision, review, session, agency, edition, appealableUntil, first } = facts;
  const at = (instant: Date): string => timeInZone(instant, agency.timezone);
  if (session.mode === 'PRACTICE') {
    return {
      heading: 'Practice: it never counts',
      lines: [
        'This is feedback on practice. It was proposed by software and no person has reviewed it. It is in no record, certifies nothing and is shown to nobody but the one who practised.',
      ],
    };
  }
  if (!decision) {
    return review
      ? {
          heading: 'Not decided: a review that is not signed',
          lines: [
            `${review.by} submitted this review on ${at(review.at)}. It has no effect until it is signed, and the officer does not see it before then.`,
          ],
        }
      : {
          heading: 'Not decided: it waits for an instructor',
          lines: [
            'No person has decided about this session, so there is no result to show. What software may have proposed stays out of this document, so that nobody is judged by it first.',
          ],
        };
  }
  if (decision.decision === 'INVALIDATED') {
    return {
      heading: first ? 'Invalidated on appeal: it does not count' : 'Invalidated: it does not count',
      lines: [
        `${decision.by} took this session out of everything that counts on ${at(decision.at)}. It is neither passed nor failed, and it may be sat again.`,
        `The reason given: ${decision.reason ?? 'none'}`,
        ...appealLines(facts),
      ],
    };
  }
  if (first) {
    return {
      heading: 'Changed on appeal: this is the grade that counts',
      lines: [
        `${decision.by} reviewed the whole session anew and decided the appeal on ${at(decision.at)}. A person decided; software only proposed.`,
        ...(decision.reason ? [`The reason given: ${decision.reason}`] : []),
        ...appealLines(facts),
      ],
    };
  }
  const changed = decision.decision === 'CHANGED';
  return {
    heading: changed ? 'Signed, with changes to what was proposed' : 'Signed as proposed',
    lines: [
      `${decision.by} reviewed the whole session and signed this grade on ${at(decision.at)}. A person decided; software only proposed.`,
      ...(decision.reason ? [`The reviewer’s reason: ${decision.reason}`] : []),
      ...(decision.proctorAttestation
        ? [`The session was played offline. Attestation of who played: ${decision.proctorAttestation}`]
        : []),
      ...(appealableUntil
        ? [
            `${edition === 'OFFICER' ? 'You' : 'The officer'} can appeal this grade once, until ${at(appealableUntil)}. A different reviewer then decides.`,
          ]
        : []),
      ...appealLines(facts),
    ],
  };
}

/** What an appeal did to the grade; nothing where none was filed. */
function appealLines({ appeal, first, agency }: DebriefFacts): string[] {
  const at = (instant: Date): string => timeInZone(instant, agency.timezone);
  if (first) {
    return [
      `The first decision, ${decisionInWords(first)}, was made by ${first.by} on ${at(first.at)}. It does not count any more. A grade can be appealed once, so this one cannot be appealed again.`,
    ];
  }
  if (!appeal) return [];
  const { end } = appeal;
  if (!end) {
    return [
      `An appeal against it was filed on ${at(appeal.filedAt)} and is open: somebody who had no say in this grade will decide. Until then this grade counts.`,
    ];
  }
  return end.outcome === 'WITHDRAWN'
    ? [`An appeal against it was filed and taken back on ${at(end.at)}. This grade stands.`]
    : [
        `An appeal against it was decided by ${end.by} on ${at(end.at)}: this grade stands.${end.reason ? ` The reason given: ${end.reason}` : ''}`,
      ];
}
