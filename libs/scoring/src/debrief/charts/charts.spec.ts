import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { levelBar } from './level-bar.js';
import { stressChart } from './stress-chart.js';
import { INK } from '../../pdf/svg.js';
import { talkBar } from './talk-bar.js';

describe('a level bar', () => {
  it.each([0, 1, 2, 3, 4, 5])('has as many of five boxes filled as level %i', (level) => {
    expect(levelBar(level).match(/<rect/g)).toHaveLength(5);
    expect(levelBar(level).split(`fill="${INK.accent}"`)).toHaveLength(level + 1);
  });

  it('is dashed, and not empty, where the level was left to a person', () => {
    expect(levelBar(null).match(/stroke-dasharray/g)).toHaveLength(5);
    expect(levelBar(0)).not.toContain('stroke-dasharray');
  });
});

describe('a stress chart', () => {
  it('draws each point in its place, within the picture, with the letters of those that are told', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 }), (stress) => {
        const points = stress.map((value, at) => ({ turn: 2 * at + 1, stress: value }));
        const mark = { letter: 'A', turn: 1, stress: stress[0], what: '', said: '' };
        const svg = stressChart({ points, marks: [mark] });
        const drawn = (/ points="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map((pair) => pair.split(',').map(Number));
        expect(drawn).toHaveLength(points.length);
        drawn.forEach(([x, y], at) => {
          expect(x).toBeGreaterThanOrEqual(74);
          expect(x).toBeLessThanOrEqual(488);
          expect(y).toBeCloseTo(142 - stress[at] * 12.6, 1);
        });
        expect(svg).toContain('>A</text>');
      }),
    );
  });
});

describe('a talk bar', () => {
  it('is as wide as the officer’s share, says both shares in figures and has a line at half', () => {
    const svg = talkBar(0.68);
    expect(svg).toContain('width="340"');
    expect(svg).toContain('Officer 68 %');
    expect(svg).toContain('Civilian 32 %');
    expect(svg).toContain('x1="250"');
  });

  it.each([0, 1])('names both at a share of %i', (share) => {
    expect(talkBar(share)).toContain(`Officer ${100 * share} %`);
    expect(talkBar(share)).toContain(`Civilian ${100 - 100 * share} %`);
  });
});
