import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BOARD_LAYOUTS, LAYOUT_RULES } from './board-layouts.js';

describe('the layout of a board', () => {
  it.each(BOARD_LAYOUTS)('%s claims nothing that its mandate’s sources do not say', (layout) => {
    const { mandateCode, names, requestDaysBefore } = LAYOUT_RULES[layout];
    if (mandateCode === null) return expect([names, requestDaysBefore]).toEqual([{}, null]);
    const pack = readFileSync(new URL(`../../../../packs/mandates/${mandateCode}.json`, import.meta.url), 'utf8');
    const { reporting } = JSON.parse(pack) as { reporting: Record<string, unknown> };
    for (const name of Object.values(names)) expect(JSON.stringify(reporting)).toContain(name);
    expect(requestDaysBefore).toBe(reporting.presentationRequestDaysBefore ?? null);
  });
});
