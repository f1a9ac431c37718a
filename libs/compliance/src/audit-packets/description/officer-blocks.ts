import { isoTimeInZone } from '#scoring';
import type { LedgerEvidence, MandateStanding, OfficerEvidence, RequirementEvidence } from '../evidence/evidence.js';
import type { Block, TableCell } from './packet-document.js';
import { figure, range, words } from './status-words.js';

const UNITS = { HOUR: 'h', CREDIT: 'credits', COUNT: '' };

/** Where an officer stands under one mandate and why: the requirements, what counts, what does not, and who decided what. */
export function standingBlocks(standing: MandateStanding, officer: OfficerEvidence, timezone: string): Block[] {
  const { windowFrom, windowTo, dueOn, nextChangeOn, nextStatus, missing, problems, decisions } = standing;
  return [
    {
      kind: 'TABLE',
      head: ['Status', 'Window', 'Due on', 'Next change'],
      widths: [112, '*', 66, 150],
      rows: [
        [
          { status: standing.status },
          range(windowFrom, windowTo),
          dueOn ?? '',
          nextChangeOn === null || nextStatus === null ? '' : `${nextChangeOn}: ${words(nextStatus)}`,
        ],
      ],
    },
    {
      kind: 'PARAGRAPH',
      text: `${standing.explanation}${missing.length > 0 ? ` Missing: ${missing.join('; ')}.` : ''}`,
    },
    ...problems.map((text): Block => ({ kind: 'PARAGRAPH', text })),
    ...(standing.requirements.length > 0
      ? [
          {
            kind: 'TABLE',
            caption: 'Requirements, those below a group indented',
            head: ['Requirement', 'Needed', 'Earned', 'Pending', 'Missing', 'Due on', 'Status'],
            widths: ['*', 46, 42, 42, 42, 56, 94],
            rows: standing.requirements.map(requirementRow),
          } satisfies Block,
        ]
      : []),
    ...(decisions.length > 0
      ? [
          {
            kind: 'TABLE',
            caption: 'Exemptions, waivers and consequences',
            head: ['What', 'Days', 'Reason', 'Decided'],
            widths: [92, 92, '*', 128],
            rows: decisions.map(({ kind, code, validFrom, validTo, reason, decidedBy, decidedAt }) => [
              `${words(kind)}: ${words(code)}`,
              range(validFrom, validTo),
              reason,
              `${decidedBy}, ${isoTimeInZone(new Date(decidedAt), timezone)}`,
            ]),
          } satisfies Block,
        ]
      : []),
    ...judgedLedger(standing, officer.ledger),
  ];
}

const requirementRow = ({ depth, label, unit, ...node }: RequirementEvidence): TableCell[] => [
  { text: label, indent: depth, bold: ['ALL', 'ANY', 'N_OF'].includes(node.kind) },
  `${figure(node.needed)} ${UNITS[unit]}`.trim(),
  figure(node.earned),
  node.pending > 0 ? figure(node.pending) : '',
  node.short > 0 ? figure(node.short) : '',
  node.dueOn ?? '',
  { status: node.status },
];

function judgedLedger({ entries }: MandateStanding, ledger: readonly LedgerEvidence[]): Block[] {
  const about = new Map(entries.map((entry) => [entry.recordId, entry]));
  if (ledger.length === 0) return [{ kind: 'PARAGRAPH', text: 'Nothing is on the training ledger.', note: true }];
  return [
    {
      kind: 'TABLE',
      caption: 'Training ledger under this mandate: what counts, and why the rest does not',
      head: ['Completed', 'Course', 'Hours', 'Roster', 'Counts', 'Why'],
      widths: [54, 104, 34, 58, 34, '*'],
      rows: ledger.map((row) => {
        const judged = about.get(row.id);
        const counts = (judged?.countsToward.length ?? 0) > 0;
        return [
          row.completedOn,
          { text: row.courseCode, struck: judged?.exclusionReason === 'CORRECTED' },
          { text: figure(row.hours), struck: judged?.exclusionReason === 'CORRECTED' },
          row.rosterState ? words(row.rosterState) : '',
          { text: counts ? 'Yes' : 'No', bold: counts },
          judged?.explanation ?? '',
        ];
      }),
    },
  ];
}

/** The whole ledger of an officer, what was corrected and its corrections, with who recorded each line. */
export function ledgerBlocks(ledger: readonly LedgerEvidence[], timezone: string): Block[] {
  if (ledger.length === 0) return [{ kind: 'PARAGRAPH', text: 'Nothing is on the training ledger.' }];
  return [
    {
      kind: 'TABLE',
      head: ['Completed', 'Course and categories', 'Provider', 'Hours', 'Score', 'Recorded'],
      widths: [54, '*', 84, 34, 34, 128],
      rows: ledger.map((row) => [
        row.completedOn,
        `${row.courseCode}: ${row.categories.join(', ')}${row.correctsId ? `. Correction: ${row.reason ?? ''}` : ''}`,
        `${row.provider}, ${words(row.delivery)}`,
        figure(row.hours),
        row.score === null ? '' : figure(row.score),
        `${words(row.source)} by ${row.recordedBy}, ${isoTimeInZone(new Date(row.recordedAt), timezone)}`,
      ]),
    },
  ];
}

/** The facts by which mandates apply to an officer. */
export const factBlocks = (facts: OfficerEvidence['facts']): Block[] =>
  facts.length === 0
    ? [{ kind: 'PARAGRAPH', text: 'No facts are on record.' }]
    : [
        {
          kind: 'TABLE',
          head: ['Fact', 'Value', 'Days'],
          widths: [130, '*', 150],
          rows: facts.map(({ fact, value, from, to }) => [fact, value, range(from, to)]),
        },
      ];
