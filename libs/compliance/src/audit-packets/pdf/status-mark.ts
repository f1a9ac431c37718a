import { COLOURS, type PdfNode } from '#scoring';
import type { ComplianceStatus } from '../../evaluation/evaluation.js';

type Shape = { [key: string]: unknown };

const INK = COLOURS.ink;
const outline = { lineWidth: 1, lineColor: INK };
const filled = { color: INK };
const circle = (more: Shape): Shape => ({ type: 'ellipse', x: 4.5, y: 4.5, r1: 3.6, r2: 3.6, ...more });
const square = (more: Shape): Shape => ({ type: 'rect', x: 1, y: 1, w: 7, h: 7, ...more });
const polygon = (points: [number, number][], more: Shape): Shape => ({
  type: 'polyline',
  closePath: true,
  points: points.map(([x, y]) => ({ x, y })),
  ...more,
});
const triangle = (more: Shape): Shape =>
  polygon(
    [
      [4.5, 0.8],
      [8.4, 8],
      [0.6, 8],
    ],
    more,
  );
const diamond = (more: Shape): Shape =>
  polygon(
    [
      [4.5, 0.5],
      [8.5, 4.5],
      [4.5, 8.5],
      [0.5, 4.5],
    ],
    more,
  );
const line = (x1: number, y1: number, x2: number, y2: number, lineColor: string, lineWidth = 1.2): Shape => ({
  type: 'line',
  ...{ x1, y1, x2, y2, lineColor, lineWidth },
});
const paper = '#ffffff';

/**
 * A form for each status, so that none is told by its colour: round for what is met or has time, pointed for what is near, square for what
 * is missed, a diamond for what was decided; the fuller, the more so.
 */
const MARKS: Readonly<Record<ComplianceStatus | 'MISSING', Shape[]>> = {
  COMPLIANT: [circle(filled), line(2.6, 4.6, 4, 6, paper), line(4, 6, 6.5, 3, paper)],
  PENDING_VERIFICATION: [circle(outline), { type: 'ellipse', x: 4.5, y: 4.5, r1: 1.5, r2: 1.5, ...filled }],
  ON_TRACK: [circle(outline)],
  DUE_SOON: [triangle(outline)],
  AT_RISK: [triangle(filled)],
  IN_GRACE: [square(outline)],
  OVERDUE: [square(filled)],
  LAPSED: [square(filled), line(2.5, 2.5, 6.5, 6.5, paper), line(6.5, 2.5, 2.5, 6.5, paper)],
  WAIVED: [diamond(outline)],
  EXEMPT: [diamond(filled)],
  NOT_APPLICABLE: [line(1.5, 4.5, 7.5, 4.5, INK)],
  MISSING: [line(1.5, 4.5, 7.5, 4.5, COLOURS.light)],
};

/** The mark of a status, 9 points wide and high. */
export const statusMark = (status: ComplianceStatus | 'MISSING', margin: number[] = [0, 1, 0, 0]): PdfNode => ({
  // The layout engine moves the shapes that it is given.
  canvas: structuredClone(MARKS[status]),
  width: 9,
  margin,
});
