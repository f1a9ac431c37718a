import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { contentOf, type RubricContent } from './rubric-content.js';

/** A file of `packs/rubrics`, as it would be stored. @param name without `.json` */
export const packBody = (name: 'core' | 'outcome'): Record<string, unknown> =>
  JSON.parse(readFileSync(`packs/rubrics/${name}.json`, 'utf8')) as Record<string, unknown>;

/** The content of the core rubric, to change. */
export const coreContent = (): RubricContent => contentOf(packBody('core'));

const words = fc.constantFrom('listens', 'asks', 'waits', null);
const points = fc.constantFrom(5, 10, 12.5, null);
/** Few codes, so that two contents share some; in any order, each once. */
const coded = <Item extends object>(
  codes: string[],
  item: fc.Arbitrary<Item>,
): fc.Arbitrary<(Item & { code: string })[]> =>
  fc
    .shuffledSubarray(codes)
    .chain((chosen) => fc.tuple(...chosen.map((code) => item.map((one) => ({ code, ...one })))));
const title = fc.constantFrom('One thing', 'Another thing');

/** Any content, whole or not. */
export const anyContent: fc.Arbitrary<RubricContent> = fc.record({
  purpose: fc.constantFrom('CERTIFICATION' as const, 'OUTCOME' as const),
  shares: fc.record({ process: fc.constantFrom(0, 70), outcome: fc.constantFrom(30, 100) }),
  pass: fc.option(fc.record({ finalAtLeast: points, everyLevelAtLeast: fc.constantFrom(1, 2, null) })),
  competencies: coded(
    ['LISTEN', 'ASSESS', 'REFER'],
    fc.record({
      title,
      weight: points,
      source: words,
      anchors: fc.record({ level0: words, level1: words, level3: words, level5: words }),
    }),
  ),
  outcomeBands: coded(['LOW', 'HIGH'], fc.record({ min: points, max: points })),
  penalties: coded(['LOOPING', 'INCOHERENT'], fc.record({ title, points })),
  criticalFails: coded(['CF_THREAT', 'CF_SLUR'], fc.record({ title, text: words })),
  note: words,
  formula: fc.constantFrom('one', 'other'),
  scaleReason: fc.constantFrom('one', 'other'),
});
