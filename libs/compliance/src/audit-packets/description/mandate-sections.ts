import type { PacketSummary } from '../evidence/evidence.js';
import type { MatrixRow } from '../evidence/gather-evidence.js';
import type { Block, Section } from './packet-document.js';
import { figure, inGroups, listed, TREND_GROUPS } from './status-words.js';

/** How many stand how on the day, and how many did at the ends of the months before. */
export function figuresSection({ mandates }: PacketSummary): Section {
  const [mandate] = mandates;
  if (!mandate) return { heading: 'Figures', newPage: true, blocks: [] };
  const drawn = mandate.trend.some(({ counts }) => Object.keys(counts).length > 0);
  const trend: Block[] = [
    { kind: 'HEADING', text: 'The twelve months before' },
    { kind: 'TREND', points: mandate.trend },
    {
      kind: 'TABLE',
      caption: 'The figures of the chart, at the end of each month',
      head: ['Day', ...TREND_GROUPS.map(({ name }) => name)],
      widths: ['*', 110, 130, 90],
      rows: mandate.trend.map(({ day, counts }) => [day, ...inGroups(counts).map(figure)]),
    },
  ];
  return {
    heading: 'Status in figures',
    newPage: true,
    blocks: [
      { kind: 'COUNTS', counts: mandate.counts },
      ...(drawn ? trend : [{ kind: 'PARAGRAPH' as const, text: 'Of the months before nothing is stored.' }]),
    ],
  };
}

/** Everybody in one table. */
export const matrixSection = (matrix: readonly MatrixRow[]): Section => ({
  heading: 'Status matrix',
  newPage: true,
  blocks: [
    {
      kind: 'TABLE',
      head: ['', 'Officer', 'Org unit', 'Status', 'Due on', 'Missing'],
      widths: [22, 100, 62, 98, 50, '*'],
      rows: matrix.map((row, at) => {
        const [standing] = row.standings;
        return [
          String(at + 1),
          listed(row),
          row.orgUnit ?? '',
          { status: standing?.status ?? 'MISSING' },
          standing?.dueOn ?? '',
          shortened(standing?.missing ?? []),
        ];
      }),
    },
  ],
});

/** In the matrix only the first two: the evidence has all. */
const shortened = (missing: readonly string[]): string =>
  missing.length <= 2 ? missing.join('; ') : `${missing.slice(0, 2).join('; ')}; and ${missing.length - 2} more`;

/** Where the evidence is, where it is too much for one document. */
export const volumesSection = ({ volumes }: PacketSummary): Section => ({
  heading: 'Evidence, in volumes',
  newPage: false,
  blocks: [
    { kind: 'PARAGRAPH', text: 'The evidence about each officer is in the ZIP, in documents of their own.' },
    {
      kind: 'TABLE',
      head: ['Volume', 'Officers', 'First', 'Last'],
      widths: [110, 60, '*', '*'],
      rows: volumes.map(({ officers, first, last }, at) => [volumeFile(at + 1), String(officers), first, last]),
    },
  ],
});

/** The file of a volume in the ZIP. @param volume from 1 */
export const volumeFile = (volume: number): string => `evidence-${String(volume).padStart(3, '0')}.pdf`;
