import type { PacketSummary } from '../evidence/evidence.js';
import type { Section } from './packet-document.js';

/** By which texts everybody was judged, and how sure they are. */
export const mandatesSection = ({ mandates }: PacketSummary): Section => ({
  heading: 'The mandates that were judged by',
  newPage: false,
  blocks: mandates.flatMap(({ code, version, title, authority, citation, verifiedOn, digest }) => [
    { kind: 'HEADING' as const, text: title },
    {
      kind: 'FACTS' as const,
      rows: [
        { term: 'Mandate', detail: `${code}, version ${version}` },
        { term: 'Authority', detail: authority },
        { term: 'Citations', detail: citation.join('; ') },
        {
          term: 'Verified',
          detail:
            verifiedOn === null
              ? 'Nobody has checked these figures against the text in force.'
              : `Checked against the text in force on ${verifiedOn}.`,
        },
        { term: 'SHA-256', detail: digest },
      ],
    },
  ]),
});

/** Documents that auditors ask for, by the kind that attaches them. */
const ASKED_FOR: readonly [kind: string, what: string][] = [
  ['SIGN_IN_SHEET', 'The sheet that attendees signed by hand: Parley holds who recorded each line, not signatures.'],
  ['LESSON_PLAN', 'The lesson plan.'],
  ['LEARNING_OBJECTIVES', 'The learning objectives.'],
  ['INSTRUCTOR_BIOGRAPHY', 'The instructor’s biography.'],
  ['INSTRUCTOR_CERTIFICATE', 'The instructor’s certificate.'],
  ['ASSESSMENT', 'Assessments on paper; the rubrics of proof sessions are named above.'],
  ['EVALUATION', 'Evaluations of the class by those who attended it.'],
];

/** What an auditor may look for and not find, said rather than left out. */
export function notHeldSection({ subject, presentation }: PacketSummary): Section {
  const attached = new Set(presentation?.documents.map(({ kind }) => kind));
  const missing = ASKED_FOR.filter(([kind]) => !attached.has(kind)).map(([, what]) => what);
  const items =
    subject === 'PRESENTATION'
      ? missing
      : [
          'Documents of single presentations, such as sign-in sheets and lesson plans: each presentation has a packet of its own.',
          'Certificates on paper and documents of training that was earned elsewhere: the ledger says which document was seen.',
          'The officer’s personnel file.',
        ];
  return {
    heading: 'Not held by Parley',
    newPage: false,
    blocks: [
      {
        kind: 'PARAGRAPH',
        text: 'This packet is all that the agency’s records in Parley say about its subject. The following is kept elsewhere, if it exists; ask the agency for it.',
      },
      ...(items.length > 0 ? [{ kind: 'LIST' as const, items }] : []),
      {
        kind: 'PARAGRAPH',
        text: 'Left out on purpose: practice, what was said in scenario sessions, what graders proposed before a person decided, and notes.',
      },
    ],
  };
}

/** How somebody who trusts nobody checks the packet. */
export const checkingSection = (digest: string): Section => ({
  heading: 'How to check this packet',
  newPage: false,
  blocks: [
    {
      kind: 'LIST',
      items: [
        'The ZIP that belongs to this document holds it with its evidence as JSON and CSV. manifest.json lists every file with its size, media type and SHA-256.',
        'In the folder where the ZIP was unpacked, the command sha256sum -c SHA256SUMS compares every file with what was written.',
        'At the foot of every page is the SHA-256 of evidence/summary.json, in which those of all other evidence are. It must be the one that the agency’s audit trail names.',
      ],
    },
    { kind: 'FACTS', rows: [{ term: 'SHA-256', detail: digest }] },
  ],
});

/** What the marks mean, and how days are written. */
export const legendSection = ({ agency }: PacketSummary): Section => ({
  heading: 'How to read this',
  newPage: false,
  blocks: [
    {
      kind: 'PARAGRAPH',
      text: `Days are written year-month-day and times with their offset from UTC; both are those of the agency, in ${agency.timezone}. A status is a mark with its words, so that it can be told in grey print.`,
    },
    { kind: 'LEGEND' },
  ],
});
