import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyContent, coreContent } from './any-rubric.fixture.js';
import { changeInWords, MEANING } from './change-in-words.js';
import type { RubricContent } from './rubric-content.js';
import {
  CODED_PARTS,
  comparability,
  diffRubrics,
  factsOf,
  type CodedPart,
  type Facts,
  type RubricChange,
} from './rubric-diff.js';

/** Facts as plain objects, the codes of each part in their order. */
const plain = (content: RubricContent): { alone: object; parts: Record<CodedPart, [string, object][]> } => {
  const { alone, parts } = factsOf(content);
  const listed = (part: CodedPart): [string, object][] => [...parts[part]].map(([code, facts]) => [code, flat(facts)]);
  return {
    alone: flat(alone),
    parts: Object.fromEntries(CODED_PARTS.map((part) => [part, listed(part)])) as Record<CodedPart, [string, object][]>,
  };
};
const flat = (facts: Facts): object => Object.fromEntries([...facts].sort());

/** Does to one content what a diff says. */
function applied(content: RubricContent, changes: readonly RubricChange[]): ReturnType<typeof plain> {
  const { alone, parts } = plain(content);
  const put = (facts: Record<string, unknown>, name: string, { after }: RubricChange): void => {
    if (after === null) delete facts[name];
    else facts[name] = after;
  };
  for (const change of changes) {
    const [, part, code, name] = /^(\w+)\[(\w+)\](?:\.(.+))?$/.exec(change.path) ?? [];
    const list = parts[(part ?? change.path) as CodedPart];
    const at = list?.findIndex(([one]) => one === code) ?? -1;
    if (!list) put(alone as Record<string, unknown>, change.path, change);
    else if (code === undefined) {
      const order = change.after as readonly string[];
      list.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
    } else if (name !== undefined) put(list[at]![1] as Record<string, unknown>, name, change);
    else if (change.after === null) list.splice(at, 1);
    else list.push([code, change.after as object]);
  }
  return { alone, parts };
}

const changed = (change: (content: RubricContent) => void): RubricChange[] => {
  const content = coreContent();
  change(content);
  return diffRubrics(coreContent(), content);
};

describe('the difference between two rubric versions', () => {
  it('is empty exactly where they say the same', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (one, other) => {
        expect(diffRubrics(one, structuredClone(one))).toEqual([]);
        const same = JSON.stringify(plain(one)) === JSON.stringify(plain(other));
        expect(diffRubrics(one, other).length === 0).toBe(same);
      }),
    );
  });

  it('makes the second of the first, whatever they are', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (one, other) => {
        const made = applied(one, diffRubrics(one, other));
        expect(made.parts).toEqual(plain(other).parts);
        expect(made.alone).toEqual(plain(other).alone);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same backwards, with what was before and after changed about', () => {
    const turned = { ADDED: 'REMOVED', REMOVED: 'ADDED', CHANGED: 'CHANGED' } as const;
    const line = ({ kind, path, before, after, rise }: RubricChange): string =>
      JSON.stringify([kind, path, before, after, rise]);
    fc.assert(
      fc.property(anyContent, anyContent, (one, other) => {
        // What is new stands at the end one way, and what is gone leaves no gap the other: an order is told both ways or one.
        const ofAnOrder = ({ path }: RubricChange): boolean => CODED_PARTS.includes(path as CodedPart);
        const forth = diffRubrics(one, other).filter((change) => !ofAnOrder(change));
        const back = diffRubrics(other, one).filter((change) => !ofAnOrder(change));
        const turnedBack = back.map((change) => ({
          ...change,
          kind: turned[change.kind],
          before: change.after,
          after: change.before,
        }));
        expect(turnedBack.map(line).sort()).toEqual(forth.map(line).sort());
      }),
    );
  });

  it('says every change as a sentence that names its code', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (one, other) => {
        for (const change of diffRubrics(one, other)) {
          const sentence = changeInWords(change);
          expect(sentence).toMatch(/^The .+\.$/);
          expect(sentence).not.toMatch(/undefined|null|\[object/);
          const code = /\[(\w+)\]/.exec(change.path)?.[1];
          if (code) expect(sentence).toContain(code);
        }
      }),
    );
  });

  it.each<[string, (content: RubricContent) => void, string, string]>([
    [
      'a weight',
      (content) => (content.competencies[3]!.weight = 20),
      'NOT_COMPARABLE',
      'The weight of ACTIVE_LISTENING goes from 18 % to 20 %.',
    ],
    [
      'an anchor',
      (content) => (content.competencies[3]!.anchors.level3 = 'asks open questions'),
      'WITH_CARE',
      'The anchor of level 3 of ACTIVE_LISTENING is worded anew.',
    ],
    [
      'a critical fail that is gone',
      (content) => content.criticalFails.pop(),
      'NOT_COMPARABLE',
      'The critical fail CF_NO_MEDICAL_AID is there no more.',
    ],
    [
      'the cut',
      (content) => (content.pass!.finalAtLeast = 75),
      'NOT_COMPARABLE',
      'The final score needed to pass goes from 70 to 75.',
    ],
    ['a note', (content) => (content.note = 'new'), 'COMPARABLE', 'The note is worded anew.'],
    ['an order', (content) => content.competencies.reverse(), 'COMPARABLE', 'The competencies stand in another order.'],
  ])('says what %s means for grades', (_what, change, means, sentence) => {
    const changes = changed(change);
    expect(changes.map(changeInWords)).toEqual([sentence]);
    expect(comparability(changes)).toBe(means);
    expect(MEANING[comparability(changes)]).toMatch(/scores/);
  });
});
