import { element, INK, picture } from '../../pdf/svg.js';

const STEPS = 5;
const STEP = { width: 22, height: 10, gap: 3 };

/** Five boxes of which as many are filled as the level has steps; dashed where it was left to a person. */
export function levelBar(level: number | null): string {
  const boxes = Array.from({ length: STEPS }, (_, at) =>
    element('rect', {
      x: 0.5 + at * (STEP.width + STEP.gap),
      y: 0.5,
      width: STEP.width,
      height: STEP.height,
      rx: 1.5,
      fill: level !== null && at < level ? INK.accent : INK.paper,
      stroke: level === null ? INK.middle : INK.accent,
      'stroke-width': 0.8,
      ...(level === null && { 'stroke-dasharray': '2 2' }),
    }),
  );
  return picture(STEPS * (STEP.width + STEP.gap) - STEP.gap + 1, STEP.height + 1, ...boxes);
}
