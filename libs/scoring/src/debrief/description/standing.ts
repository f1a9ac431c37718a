import { timeInZone } from './agency-time.js';
import type { DebriefDocument } from './debrief-document.js';
import type { DebriefFacts } from './debrief-facts.js';

/** What the document is, and where the grade stands, before anything else is read. */
export function standingOf(facts: DebriefFacts): DebriefDocument['standing'] {
  const { decision, review, session, agency, edition } = facts;
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
      heading: 'Invalidated: it does not count',
      lines: [
        `${decision.by} took this session out of everything that counts on ${at(decision.at)}. It is neither passed nor failed, and it may be sat again.`,
        `The reason given: ${decision.reason ?? 'none'}`,
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
      ...(edition === 'OFFICER' ? ['You can appeal this grade once. A different reviewer then decides.'] : []),
    ],
  };
}
