import { paperOf, timeInZone } from '#scoring';
import type { OfficerEvidence, PacketSummary } from '../evidence/evidence.js';
import type { MatrixRow } from '../evidence/gather-evidence.js';
import { checkingSection, legendSection, mandatesSection, notHeldSection } from './closing-sections.js';
import { factBlocks, ledgerBlocks, standingBlocks } from './officer-blocks.js';
import { figuresSection, matrixSection, volumesSection } from './mandate-sections.js';
import type { PacketDocument, Section } from './packet-document.js';
import { presentationSections } from './presentation-sections.js';
import { inGroups, listed, range, words } from './status-words.js';

const KINDS = { PRESENTATION: 'Presentation', MEMBER: 'Officer', MANDATE: 'Mandate' };

/**
 * A packet as it is to be read, before any layout. Pure.
 * @param officers whose evidence stands in the document itself; empty where it is in volumes
 */
export function describePacket(
  summary: PacketSummary,
  matrix: readonly MatrixRow[],
  officers: readonly OfficerEvidence[],
  digest: string,
): PacketDocument {
  return {
    ...head(summary, digest),
    subtitle: 'Audit packet',
    title: titleOf(summary),
    facts: coverFacts(summary, officers),
    standing: standingOf(summary, officers),
    cover: true,
    sections: [
      ...bodySections(summary, matrix, officers),
      ...(summary.mandates.length > 0 ? [mandatesSection(summary)] : []),
      notHeldSection(summary),
      checkingSection(digest),
      legendSection(summary),
    ],
  };
}

/** The evidence about some officers of a large packet. @param volume from 1 */
export function describeVolume(
  summary: PacketSummary,
  officers: readonly OfficerEvidence[],
  volume: number,
  digest: string,
): PacketDocument {
  return {
    ...head(summary, digest),
    subtitle: `Audit packet, volume ${volume} of ${summary.volumes.length}`,
    title: `${titleOf(summary)}: evidence`,
    facts: [],
    standing: null,
    cover: false,
    sections: officers.map((officer) => officerSection(officer, summary, false)),
  };
}

const head = ({ agency, asOf, readAt }: PacketSummary, digest: string) => ({
  agency: agency.name,
  paper: paperOf(agency.timezone),
  asOf,
  digest,
  dated: readAt,
});

const titleOf = ({ subject, title, mandates }: PacketSummary): string =>
  subject === 'MANDATE' ? (mandates[0]?.title ?? title) : title;

function coverFacts(summary: PacketSummary, officers: readonly OfficerEvidence[]): PacketDocument['facts'] {
  const { subject, presentation, orgUnit, mandates, agency } = summary;
  const [officer] = officers;
  return [
    { term: 'About', detail: `${KINDS[subject]}: ${titleOf(summary)}` },
    ...(presentation
      ? [
          { term: 'Held', detail: `${range(presentation.startsOn, presentation.endsOn)}, ${presentation.location}` },
          { term: 'Control number', detail: presentation.controlNumber ?? 'none' },
        ]
      : []),
    ...(subject === 'MEMBER' && officer
      ? [
          { term: 'Badge', detail: officer.badgeNumber ?? 'none on record' },
          { term: 'Board number', detail: officer.boardId ?? 'none on record' },
          { term: 'Org unit', detail: officer.orgUnit ?? 'none' },
          { term: 'Service', detail: words(officer.state) },
        ]
      : []),
    ...(subject === 'MANDATE'
      ? [{ term: 'Whom', detail: `${summary.officers} members in service, ${orgUnit ?? 'the whole agency'}` }]
      : []),
    ...mandates.map(({ code, version }) => ({ term: 'Mandate', detail: `${code}, version ${version}` })),
    { term: 'As of', detail: summary.asOf },
    { term: 'Records read', detail: timeInZone(new Date(summary.readAt), agency.timezone) },
  ];
}

function standingOf(
  { subject, presentation, mandates }: PacketSummary,
  officers: readonly OfficerEvidence[],
): PacketDocument['standing'] {
  if (presentation) {
    const present = presentation.roster.filter(({ removedAt }) => removedAt === null).length;
    const hours = new Set(presentation.earned.map(({ traineeId }) => traineeId)).size;
    return {
      heading:
        presentation.cancelledAt === null ? `Roster ${words(presentation.rosterState).toLowerCase()}` : 'Cancelled',
      status: null,
      lines: [`${present} on the roster; ${hours} with a line on the training ledger.`],
    };
  }
  if (subject === 'MEMBER') {
    const standings = officers[0]?.standings ?? [];
    if (standings.length === 0) return { heading: 'No mandate is in force for the agency', status: null, lines: [] };
    const [only] = standings;
    const one = standings.length === 1 && only ? only : null;
    return {
      heading: one ? words(one.status) : `${standings.length} mandates`,
      status: one?.status ?? null,
      lines: standings.map(({ title, status, explanation }) => `${title}: ${words(status)}. ${explanation}`),
    };
  }
  const counts = mandates[0]?.counts ?? {};
  const [met, inTime, missed] = inGroups(counts) as [number, number, number];
  const bound = met + inTime + missed;
  return {
    heading: `${met} of ${bound} have met it or are excused`,
    status: null,
    lines: [
      `${inTime} have not met it and are in time; ${missed} have missed it. To ${counts.NOT_APPLICABLE ?? 0} it does not apply.`,
    ],
  };
}

function bodySections(
  summary: PacketSummary,
  matrix: readonly MatrixRow[],
  officers: readonly OfficerEvidence[],
): Section[] {
  const { presentation, agency, subject } = summary;
  if (presentation) return presentationSections(presentation, agency.timezone);
  if (subject === 'MEMBER') return officers.flatMap((officer) => memberSections(officer, summary));
  return [
    figuresSection(summary),
    matrixSection(matrix),
    ...(officers.length > 0
      ? officers.map((officer, at) => officerSection(officer, summary, at === 0))
      : [volumesSection(summary)]),
  ];
}

function memberSections(officer: OfficerEvidence, { agency }: PacketSummary): Section[] {
  const { standings } = officer;
  return [
    {
      heading: 'Status matrix',
      newPage: true,
      blocks: [
        {
          kind: 'TABLE',
          head: ['Mandate', 'Status', 'Due on', 'Missing'],
          widths: [150, 112, 60, '*'],
          rows: standings.map(({ title, status, dueOn, missing }) => [
            title,
            { status },
            dueOn ?? '',
            missing.join('; '),
          ]),
        },
      ],
    },
    ...standings.map((standing) => ({
      heading: standing.title,
      newPage: false,
      blocks: standingBlocks(standing, officer, agency.timezone),
    })),
    { heading: 'The whole training ledger', newPage: false, blocks: ledgerBlocks(officer.ledger, agency.timezone) },
    { heading: 'Facts on record', newPage: false, blocks: factBlocks(officer.facts) },
  ];
}

function officerSection(officer: OfficerEvidence, { agency }: PacketSummary, newPage: boolean): Section {
  const who = [officer.boardId && `Board number ${officer.boardId}`, officer.orgUnit, words(officer.state)];
  return {
    heading: listed(officer),
    newPage,
    blocks: [
      { kind: 'PARAGRAPH', text: who.filter(Boolean).join(', '), note: true },
      ...officer.standings.flatMap((standing) => standingBlocks(standing, officer, agency.timezone)),
    ],
  };
}
