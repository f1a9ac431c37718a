import type { StressBlock } from '../description/debrief-document.js';
import { element, INK, label, picture } from '../../pdf/svg.js';

const SIZE = { width: 500, height: 176 };
const PLOT = { left: 74, right: 488, top: 16, bottom: 142 };
const HIGHEST = 10;
/** Points up to this many each have a dot; more would run into each other. */
const DOTS = 60;
const TICKS = 10;

/** Stress over the officer's turns, 0 to 10, with the letters of the points that are told below it. */
export function stressChart({ points, marks }: Pick<StressBlock, 'points' | 'marks'>): string {
  const xAt = (place: number): number =>
    points.length < 2 ? PLOT.left : PLOT.left + (place / (points.length - 1)) * (PLOT.right - PLOT.left);
  const yOf = (stress: number): number =>
    PLOT.bottom - (Math.min(HIGHEST, Math.max(0, stress)) / HIGHEST) * (PLOT.bottom - PLOT.top);
  const line = points.map(({ stress }, place) => `${xAt(place).toFixed(2)},${yOf(stress).toFixed(2)}`).join(' ');
  const dots = points.length > DOTS ? [] : points.map(({ stress }, place) => dot(xAt(place), yOf(stress), 2));
  return picture(
    SIZE.width,
    SIZE.height,
    ...[0, 5, 10].map((stress) => grid(yOf(stress), String(stress))),
    label(PLOT.left - 22, yOf(10) + 3, 'crisis', { anchor: 'end', size: 8.5, fill: INK.middle }),
    label(PLOT.left - 22, yOf(0) + 3, 'at ease', { anchor: 'end', size: 8.5, fill: INK.middle }),
    element('polyline', { points: line, fill: 'none', stroke: INK.accent, 'stroke-width': 1.6 }),
    ...dots,
    ...tickPlaces(points.length).map((place) =>
      label(xAt(place), PLOT.bottom + 13, String(points[place].turn), {
        anchor: 'middle',
        size: 8.5,
        fill: INK.middle,
      }),
    ),
    label((PLOT.left + PLOT.right) / 2, PLOT.bottom + 28, 'after the officer’s turn', {
      anchor: 'middle',
      size: 8.5,
      fill: INK.middle,
    }),
    ...marks.flatMap(({ letter, turn, stress }) => {
      const place = points.findIndex((point) => point.turn === turn);
      return place < 0 ? [] : mark(xAt(place), yOf(stress), letter);
    }),
  );
}

const dot = (cx: number, cy: number, r: number): string => element('circle', { cx, cy, r, fill: INK.accent });

/** A ring with its letter above it, or below where it would leave the picture. */
function mark(x: number, y: number, letter: string): string[] {
  const below = y < PLOT.top + 8;
  return [
    element('circle', { cx: x, cy: y, r: 3.6, fill: INK.paper, stroke: INK.dark, 'stroke-width': 1.4 }),
    label(x, below ? y + 14 : y - 7, letter, { anchor: 'middle', bold: true, size: 9.5 }),
  ];
}

function grid(y: number, text: string): string {
  return (
    element('line', { x1: PLOT.left, y1: y, x2: PLOT.right, y2: y, stroke: INK.light, 'stroke-width': 0.7 }) +
    label(PLOT.left - 8, y + 3, text, { anchor: 'end' })
  );
}

/** Places along the axis that have a number: all of a short dialogue, about ten of a long one. */
function tickPlaces(count: number): number[] {
  const step = Math.max(1, Math.ceil(count / TICKS));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
