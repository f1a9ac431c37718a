import { isoTimeInZone } from '#scoring';
import type { PresentationEvidence } from '../evidence/evidence.js';
import type { Block, Section } from './packet-document.js';
import { figure, listed, range, words } from './status-words.js';

/** Everything on record about a presentation, in the order in which a board asks for it. */
export function presentationSections(about: PresentationEvidence, timezone: string): Section[] {
  const at = (instant: string): string => isoTimeInZone(new Date(instant), timezone);
  const section = (heading: string, ...blocks: Block[]): Section => ({ heading, newPage: false, blocks });
  return [
    { ...section('Course and presentation', courseBlock(about, at)), newPage: true },
    section('Approved roster', ...rosterBlocks(about, at)),
    section('Sign-in sheet', ...signInBlocks(about, at)),
    section('Corrections of the roster', ...correctionBlocks(about, at)),
    section('Hours on the training ledger', ...earnedBlocks(about, at)),
    section('Instructor', ...instructorBlocks(about)),
    section('Assessment instruments', ...instrumentBlocks(about)),
    section('Documents attached', ...documentBlocks(about, at)),
  ];
}

type At = (instant: string) => string;
const none = (text: string): Block[] => [{ kind: 'PARAGRAPH', text }];

const courseBlock = (about: PresentationEvidence, at: At): Block => ({
  kind: 'FACTS',
  rows: [
    { term: 'Course', detail: `${about.courseTitle} (${about.courseCode}), version ${about.courseVersion}` },
    { term: 'Board', detail: about.board },
    { term: 'Control number', detail: about.controlNumber ?? 'none' },
    { term: 'Approved hours', detail: figure(about.approvedHours) },
    { term: 'Approved', detail: about.approvedAt === null ? 'not recorded' : at(about.approvedAt) },
    { term: 'Categories', detail: about.categories.join(', ') },
    { term: 'Delivery', detail: words(about.delivery) },
    { term: 'Held', detail: range(about.startsOn, about.endsOn) },
    { term: 'Place', detail: about.location },
    { term: 'Opened', detail: at(about.openedAt) },
    ...(about.cancelledAt === null
      ? []
      : [{ term: 'Cancelled', detail: `${at(about.cancelledAt)}: ${about.cancelReason ?? ''}` }]),
  ],
});

function rosterBlocks({ roster, states, rosterState }: PresentationEvidence, at: At): Block[] {
  return [
    { kind: 'PARAGRAPH', text: `The roster is ${words(rosterState).toLowerCase()}.` },
    ...(states.length === 0
      ? none('No decision about it is recorded.')
      : [
          {
            kind: 'TABLE',
            caption: 'Its states, each with who decided it',
            head: ['State', 'When', 'By', 'Reason'],
            widths: [66, 104, 120, '*'],
            rows: states.map((row) => [
              { text: words(row.state), bold: true },
              at(row.decidedAt),
              row.decidedBy,
              row.reason ?? '',
            ]),
          } satisfies Block,
        ]),
    ...(roster.length === 0
      ? none('Nobody is on the roster.')
      : [
          {
            kind: 'TABLE',
            caption: 'Who is on it; a struck-out name was taken off by a correction below',
            head: ['', 'Officer', 'Board number', 'Put on', 'Taken off'],
            widths: [20, '*', 80, 104, 104],
            rows: roster.map((row, index) => [
              String(index + 1),
              { text: listed(row), struck: row.removedAt !== null },
              row.boardId ?? '',
              at(row.addedAt),
              row.removedAt === null ? '' : at(row.removedAt),
            ]),
          } satisfies Block,
        ]),
  ];
}

function signInBlocks({ signIn }: PresentationEvidence, at: At): Block[] {
  if (signIn.length === 0) return none('No attendance is recorded; hours may rest on signed proof sessions.');
  return [
    {
      kind: 'TABLE',
      caption: 'In the order recorded. A correction is a line of its own; the struck-out line counts no more.',
      head: ['', 'Officer', 'Attended', 'As', 'Score', 'Test', 'Recorded'],
      widths: [20, '*', 46, 50, 32, 36, 160],
      rows: signIn.map((row, index) => [
        String(index + 1),
        { text: listed(row), struck: row.replaced },
        { text: row.attended ? 'Yes' : 'No', struck: row.replaced },
        words(row.capacity),
        row.score === null ? '' : figure(row.score),
        row.testPassed === null ? '' : row.testPassed ? 'passed' : 'failed',
        `${row.recordedBy}, ${at(row.recordedAt)}`,
      ]),
    },
  ];
}

function correctionBlocks({ corrections }: PresentationEvidence, at: At): Block[] {
  if (corrections.length === 0) return none('There are none.');
  return [
    {
      kind: 'TABLE',
      head: ['', 'Officer', 'Change', 'Reason', 'Recorded'],
      widths: [20, 130, 52, '*', 140],
      rows: corrections.map((row, index) => [
        String(index + 1),
        listed(row),
        { text: words(row.change), bold: true },
        row.reason,
        `${row.recordedBy}, ${at(row.recordedAt)}`,
      ]),
    },
  ];
}

function earnedBlocks({ earned }: PresentationEvidence, at: At): Block[] {
  if (earned.length === 0) return none('Nobody has earned hours by this presentation.');
  const corrected = new Set(earned.map(({ correctsId }) => correctsId));
  return [
    {
      kind: 'TABLE',
      caption: 'A correction is a line of its own with the new total; what it replaces is struck out.',
      head: ['Officer', 'Completed', 'Hours', 'Score', 'Source', 'Recorded'],
      widths: ['*', 54, 34, 34, 104, 140],
      rows: earned.map((row) => [
        { text: listed(row), struck: corrected.has(row.id) },
        row.completedOn,
        { text: figure(row.hours), struck: corrected.has(row.id), bold: !corrected.has(row.id) },
        row.score === null ? '' : figure(row.score),
        `${words(row.source)}${row.reason ? `: ${row.reason}` : ''}`,
        `${row.recordedBy}, ${at(row.recordedAt)}`,
      ]),
    },
  ];
}

function instructorBlocks({ instructor }: PresentationEvidence): Block[] {
  return [
    {
      kind: 'FACTS',
      rows: [
        { term: 'Name', detail: `${instructor.givenName} ${instructor.familyName}` },
        { term: 'Badge', detail: instructor.badgeNumber ?? 'none on record' },
        {
          term: 'Standing',
          detail: `${words(instructor.state)}; roles now: ${instructor.roles.map(words).join(', ')}`,
        },
        ...instructor.facts.map(({ fact, value, from, to }) => ({
          term: fact,
          detail: `${value}, ${range(from, to)}`,
        })),
      ],
    },
  ];
}

const instrumentBlocks = ({ instruments }: PresentationEvidence): Block[] =>
  instruments.length === 0
    ? none('No proof session was assigned for this presentation, so no rubric was used.')
    : [
        {
          kind: 'TABLE',
          caption:
            'Rubric versions by which proof sessions of this presentation are graded; a published version never changes',
          head: ['Rubric', 'Version', 'Competencies', 'SHA-256'],
          widths: [130, 44, 66, '*'],
          rows: instruments.map((row) => [
            `${row.title} (${row.code})`,
            row.version,
            String(row.competencies),
            row.digest,
          ]),
        },
      ];

const documentBlocks = ({ documents }: PresentationEvidence, at: At): Block[] =>
  documents.length === 0
    ? none('No documents are attached.')
    : [
        {
          kind: 'TABLE',
          caption: 'Each is a file of the ZIP in the folder documents',
          head: ['Kind', 'File', 'Attached'],
          widths: [100, '*', 150],
          rows: documents.map((row) => [
            words(row.kind),
            `${row.fileName}, ${row.bytes} bytes, SHA-256 ${row.digest}`,
            `${row.attachedBy}, ${at(row.attachedAt)}`,
          ]),
        },
      ];
