import { element, INK, label, picture } from '../../pdf/svg.js';

const BAR = { width: 500, top: 14, height: 22 };

/** The officer's share of the words beside the civilian's, with a line at half. @param officer 0 to 1 */
export function talkBar(officer: number): string {
  const share = Math.min(1, Math.max(0, officer));
  const percent = Math.round(share * 100);
  const edge = share * BAR.width;
  const middle = BAR.top + BAR.height / 2 + 3.5;
  return picture(
    BAR.width,
    BAR.top + BAR.height + 4,
    element('rect', { x: 0, y: BAR.top, width: edge, height: BAR.height, fill: INK.accent }),
    element('rect', {
      x: 0.5,
      y: BAR.top + 0.5,
      width: BAR.width - 1,
      height: BAR.height - 1,
      fill: 'none',
      stroke: INK.accent,
    }),
    element('line', {
      x1: BAR.width / 2,
      y1: BAR.top - 3,
      x2: BAR.width / 2,
      y2: BAR.top + BAR.height + 3,
      stroke: INK.dark,
      'stroke-width': 1.2,
      'stroke-dasharray': '3 2',
    }),
    label(BAR.width / 2, 8, 'half', { anchor: 'middle', size: 8.5, fill: INK.middle }),
    label(0, 8, `Officer ${percent} %`, { bold: true }),
    label(BAR.width, 8, `Civilian ${100 - percent} %`, { anchor: 'end', bold: true }),
    ...(share >= 0.15 ? [label(8, middle, 'Officer', { fill: INK.paper })] : []),
    ...(share <= 0.85 ? [label(BAR.width - 8, middle, 'Civilian', { anchor: 'end' })] : []),
  );
}
