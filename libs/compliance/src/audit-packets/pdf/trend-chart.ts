import { svg } from '#scoring';
import { inGroups, TREND_GROUPS } from '../description/status-words.js';
import type { TrendPoint } from '../evidence/evidence.js';

const { element, INK, label, picture } = svg;
const CHART = { width: 500, height: 120, left: 34, top: 18, foot: 22 };
const COLUMN = 0.62;

/** One column a month: what is met filled, what is in time white, what is missed ruled, so that they differ without colour. */
export function trendChart(points: readonly TrendPoint[]): string {
  const groups = points.map(({ counts }) => inGroups(counts));
  const most = Math.max(1, ...groups.map((each) => each.reduce((sum, count) => sum + count, 0)));
  const step = (CHART.width - CHART.left) / Math.max(1, points.length);
  const scale = CHART.height / most;
  const base = CHART.top + CHART.height;
  return picture(
    CHART.width,
    base + CHART.foot,
    ...TREND_GROUPS.flatMap(({ name }, at) => {
      const x = CHART.left + at * 150;
      return [...column(x, 2, 12, 9, at), label(x + 17, 10, name)];
    }),
    ...[0, 0.5, 1].flatMap((part) => {
      const y = base - part * CHART.height;
      return [
        element('line', { x1: CHART.left, y1: y, x2: CHART.width, y2: y, stroke: INK.light, 'stroke-width': 0.7 }),
        label(CHART.left - 5, y + 3, String(Math.round(most * part)), { anchor: 'end', size: 8 }),
      ];
    }),
    ...points.flatMap(({ day }, at) => {
      const x = CHART.left + at * step + (step * (1 - COLUMN)) / 2;
      let foot = base;
      const drawn = groups[at]!.flatMap((count, group) => {
        const height = count * scale;
        foot -= height;
        return height === 0 ? [] : column(x, foot, step * COLUMN, height, group);
      });
      return [...drawn, label(x + (step * COLUMN) / 2, base + 12, day.slice(0, 7), { anchor: 'middle', size: 7.5 })];
    }),
  );
}

function column(x: number, y: number, width: number, height: number, group: number): string[] {
  const fill = group === 0 ? INK.accent : INK.paper;
  const box = element('rect', { x, y, width, height, fill, stroke: INK.accent, 'stroke-width': 0.8 });
  if (group !== 2) return [box];
  const rules: string[] = [];
  for (let at = y + 2; at < y + height; at += 3) {
    rules.push(element('line', { x1: x, y1: at, x2: x + width, y2: at, stroke: INK.dark, 'stroke-width': 1.1 }));
  }
  return [box, ...rules];
}
