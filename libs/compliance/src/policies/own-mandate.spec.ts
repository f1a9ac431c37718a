import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readOwnMandate } from './own-mandate.js';
import { nestingOf } from './own-mandate-limits.js';

type Body = Record<string, unknown>;

/** A yearly roll-call training, as an agency would write it. */
const rollCall = (): Body & { requirements: Body[] } => ({
  code: 'OWN-ROLL-CALL',
  version: '1.0.0',
  title: 'Roll-call training',
  authority: 'Brook County',
  citations: ['General Order 12'],
  sources: ['General Order 12'],
  confidence: [{ about: 'hours', mark: 'V' }],
  verifiedOn: null,
  effectiveFrom: null,
  effectiveTo: null,
  appliesTo: { fact: 'role', eq: 'FULL_TIME' },
  period: { type: 'CALENDAR_YEAR' },
  requirements: [{ id: 'CE', kind: 'HOURS', label: 'Roll-call', min: 2.5, unit: 'HOUR', categories: ['CE'] }],
});
const read = (body: unknown, code = 'OWN-ROLL-CALL') => readOwnMandate(code, JSON.stringify(body));
const fieldsOf = (answer: ReturnType<typeof readOwnMandate>): string[] =>
  'problems' in answer ? answer.problems.map(({ field }) => field) : [];
const nested = (depth: number, leaf: Body, around: (inner: Body) => Body): Body =>
  depth === 1 ? leaf : around(nested(depth - 1, leaf, around));

describe('a mandate that an agency writes', () => {
  it('is read as it was written, with a digest that no order of keys changes', () => {
    const body = rollCall();
    const answer = read(body);
    expect(answer).toMatchObject({ body, mandate: { code: 'OWN-ROLL-CALL', counting: { carryOver: null } } });
    expect(read(Object.fromEntries(Object.entries(body).reverse()))).toMatchObject({
      digest: (answer as { digest: string }).digest,
    });
  });

  it.each<[string, string, (body: ReturnType<typeof rollCall>) => void]>([
    ['hours below zero', 'input.body.requirements[0].min', (body) => (body.requirements[0]!.min = -1)],
    ['a millionth of an hour', 'input.body.requirements[0].min', (body) => (body.requirements[0]!.min = 0.000001)],
    ['a year of hours', 'input.body.requirements[0].min', (body) => (body.requirements[0]!.min = 10_001)],
    ['a bucket that is not there', 'input.body.requirements[0].within', (b) => (b.requirements[0]!.within = 'X')],
    ['no period', 'input.body.requirements[0].period', (body) => (body.period = null)],
    ['a code of the library', 'input.body.code', (body) => (body.code = 'US-GA-ANNUAL')],
    ['another code than the input’s', 'input.body.code', (body) => (body.code = 'OWN-OTHER')],
    ['a date long past', 'input.body.verifiedOn', (body) => (body.verifiedOn = '0206-01-01')],
    ['a cycle of eleven years', 'input.body.period.months', (b) => (b.period = { type: 'ROLLING', months: 132 })],
    ['a text that cannot be stored', 'input.body.title', (body) => (body.title = 'Roll\0call')],
    ['half a character', 'input.body.title', (body) => (body.title = 'Roll\ud800')],
    ['an order where there is none', 'input.body.appliesTo.gte', (b) => (b.appliesTo = { fact: 'role', gte: 'A' })],
    ['a level nobody has', 'input.body.appliesTo.gte', (b) => (b.appliesTo = { fact: 'certLevel', gte: 'ROOKIE' })],
    [
      'an end before the beginning',
      'input.body.effectiveTo',
      (body) => {
        body.effectiveFrom = '2026-02-01';
        body.effectiveTo = '2026-01-31';
      },
    ],
  ])('with %s is told %s', (_what, field, spoil) => {
    const body = rollCall();
    spoil(body);
    expect(fieldsOf(read(body))).toEqual([field]);
  });

  it('is what the guide shows', () => {
    const [, example] = /```json\n([^]+?)```/.exec(readFileSync('docs/mandates.md', 'utf8')) ?? [];
    expect(fieldsOf(readOwnMandate('OWN-ROLL-CALL', example ?? ''))).toEqual([]);
  });

  it('tells several problems at once', () => {
    const body = rollCall();
    body.requirements[0]!.min = -1;
    body.title = '';
    expect(fieldsOf(read(body)).sort()).toEqual(['input.body.requirements[0].min', 'input.body.title']);
  });

  it('nests conditions and requirements six deep, and no deeper', () => {
    const condition = (depth: number) => nested(depth, { fact: 'role', eq: 'A' }, (inner) => ({ not: inner }));
    expect(fieldsOf(read({ ...rollCall(), appliesTo: condition(6) }))).toEqual([]);
    expect(fieldsOf(read({ ...rollCall(), appliesTo: condition(7) }))).toEqual([
      'input.body.appliesTo.not.not.not.not.not.not',
    ]);
    let made = 0;
    const group = (depth: number) =>
      nested(depth, rollCall().requirements[0]!, (inner) => ({
        id: `G${(made += 1)}`,
        kind: 'GROUP',
        label: 'Group',
        op: 'ALL',
        of: [inner],
      }));
    expect(fieldsOf(read({ ...rollCall(), requirements: [group(6)] }))).toEqual([]);
    expect(fieldsOf(read({ ...rollCall(), requirements: [group(7)] }))).toHaveLength(1);
  });

  it('has at most 200 requirements and 64 KiB', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...rollCall().requirements[0], id: `R${index}` }));
    expect(fieldsOf(read({ ...rollCall(), requirements: many(200) }))).toEqual([]);
    expect(fieldsOf(read({ ...rollCall(), requirements: many(201) }))).toEqual(['input.body.requirements']);
    expect(read({ ...rollCall(), notes: ['x'.repeat(65_536)] })).toMatchObject({ problems: [{ code: 'TOO_LARGE' }] });
  });

  it.each(['', '{', 'null', '[]', '7', '['.repeat(30_000), `${'['.repeat(30_000)}${']'.repeat(30_000)}`])(
    'refuses %.10s without a crash',
    (text) => {
      expect(fieldsOf(readOwnMandate('OWN-ROLL-CALL', text)).length).toBeGreaterThan(0);
    },
  );

  it('answers any JSON with a mandate or with problems, never with an exception', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(...Object.keys(rollCall())), (json, key) => {
        const body = { ...rollCall(), [key]: JSON.parse(json) as unknown };
        expect(readOwnMandate('OWN-ROLL-CALL', JSON.stringify(body))).toBeDefined();
      }),
    );
  });

  it('counts how deep JSON lies', () => {
    expect([nestingOf(1), nestingOf([]), nestingOf({ a: [1, { b: [] }] })]).toEqual([0, 1, 4]);
  });
});
