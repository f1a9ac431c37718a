import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { figuresOf } from './figures-of.js';

const folder = new URL('../../../packs/mandates/', import.meta.url);
const body = (code: string) =>
  JSON.parse(readFileSync(new URL(`${code}.json`, folder), 'utf8')) as Record<string, unknown>;
/** Copied once from what the research holds, its corrections applied: a pack follows this table, never the other way. */
const table = JSON.parse(readFileSync(new URL('mandate-figures.json', import.meta.url), 'utf8')) as Record<
  string,
  string[]
>;

describe('the figures of the shipped mandates', () => {
  it('stand in the table for every mandate, and for no other', () => {
    expect(readdirSync(folder).map((file) => file.replace('.json', ''))).toEqual(Object.keys(table));
  });

  it.each(Object.entries(table))('%s has each figure, date, source and mark of the table', (code, figures) => {
    expect(figuresOf(body(code))).toEqual(figures);
  });

  it('nobody claims to have verified one', () => {
    expect(Object.keys(table).filter((code) => body(code).verifiedOn !== null)).toEqual([]);
  });
});
