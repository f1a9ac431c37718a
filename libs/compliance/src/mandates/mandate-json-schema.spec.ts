import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mandateJsonSchema, mandateSchemaPage } from './mandate-json-schema.js';

type Schema = Record<string, unknown>;

const root = new URL('../../../../', import.meta.url);
const packs = new URL('packs/mandates/', root);
const read = (file: string): Schema => JSON.parse(readFileSync(new URL(file, packs), 'utf8')) as Schema;
const files = readdirSync(packs);

/** A stock validator, strict about the schema itself. */
function validator(): (body: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
  (addFormats as unknown as (on: Ajv2020) => void)(ajv);
  return ajv.compile(mandateJsonSchema());
}

/** Every property of every object, by its place, that says nothing about itself. A constant says what it is. */
function undescribed(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as Schema & { properties?: Record<string, Schema> };
  const silent = Object.entries(properties ?? {})
    .filter(([, each]) => !('description' in each) && !('$ref' in each) && !('const' in each))
    .map(([name]) => `${at}/${name}`);
  const below = [...Object.entries(properties ?? {}), ...Object.entries(rest)];
  return [...silent, ...below.flatMap(([name, each]) => undescribed(each, `${at}/${name}`))];
}

describe('the published schema of mandates', () => {
  const valid = validator();

  it('is the one that the code has now', () => {
    expect(readFileSync(new URL('docs/mandate.schema.json', root), 'utf8')).toBe(mandateSchemaPage());
  });

  it('describes every field', () => {
    expect(undescribed(mandateJsonSchema(), '')).toEqual([]);
  });

  it.each(files)('accepts %s', (file) => {
    expect(valid(read(file))).toBe(true);
  });

  it.each<[string, (body: Schema) => void]>([
    ['an unknown field', (body) => (body.perod = {})],
    ['a date that does not exist', (body) => (body.verifiedOn = '2025-02-29')],
    ['a text that only begins as a date', (body) => (body.verifiedOn = '2025-02-27T00:00:00')],
    ['hours below zero', (body) => ((body.requirements as Schema[])[0]!.min = -1)],
    ['a period nobody knows', (body) => (body.period = { type: 'FORTNIGHT' })],
    ['a condition with two tests', (body) => (body.appliesTo = { fact: 'role', eq: 'A', ne: 'B' })],
    ['a condition without a test', (body) => (body.appliesTo = { fact: 'role' })],
    ['a mark of confidence nobody knows', (body) => (body.confidence = [{ about: 'hours', mark: 'SURE' }])],
  ])('refuses %s', (_what, spoil) => {
    const body = read('US-GA-ANNUAL.json');
    spoil(body);
    expect(valid(body)).toBe(false);
  });
});
