import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packBody } from './any-rubric.fixture.js';
import { publishingProblems } from './publishing-problems.js';
import type { PublishedRubric } from './published-rubric.js';
import { bodyOf, contentOf, emptyBody, type RubricContent } from './rubric-content.js';
import { diffRubrics } from './rubric-diff.js';
import { compareVersions, nextVersion, readVersionNumber, RISES } from './version-number.js';

type Change = (content: RubricContent) => void;

/** The core rubric with changes, as an editor would save it under a version. */
const edited = (version: string, change: Change = () => undefined): object => {
  const content = contentOf(packBody('core'));
  change(content);
  return bodyOf('CORE', { ...content, version });
};
const published = (version: string, change?: Change): PublishedRubric => ({
  version,
  content: contentOf(edited(version, change)),
});
const first = [published('1.0.0')];
const problems = (body: object, before = first): string[] =>
  publishingProblems(body, before).map(({ field, message }) => `${field}: ${message}`);

const reworded: Change = (content) => (content.competencies[3]!.anchors.level3 = 'asks open questions');
const reweighed: Change = (content) => {
  content.competencies[0]!.weight = 16;
  content.competencies[1]!.weight = 11;
};
const withoutReferral: Change = (content) => {
  content.competencies.pop();
  content.competencies[0]!.weight = 25;
};

describe('a rubric draft', () => {
  it.each(['core', 'outcome'] as const)('can be published as the %s rubric ships', (name) => {
    expect(publishingProblems(packBody(name), [])).toEqual([]);
  });

  it('says the same again after it went through the editor', () => {
    for (const name of ['core', 'outcome'] as const) {
      const body = packBody(name);
      const again = bodyOf(String(body.id), { ...contentOf(body), version: '1.0.0' });
      const scale = ({ path }: { path: string }): boolean => path !== 'scaleReason';
      expect(diffRubrics(contentOf(body), contentOf(again)).filter(scale)).toEqual([]);
      expect(publishingProblems(again, [])).toEqual([]);
    }
  });

  it('names what is not written yet where an editor writes it', () => {
    const draft = edited('1.0.0', (content) => {
      content.competencies[2]!.anchors.level3 = null;
      content.competencies[1]!.weight = null;
      content.outcomeBands[0]!.min = null;
      content.criticalFails[4]!.text = '';
      content.pass!.everyLevelAtLeast = null;
    });
    expect(problems(draft, []).sort()).toEqual([
      'input.content.competencies[1].weight: is not set yet',
      'input.content.competencies[2].anchors.level3: is not written yet',
      'input.content.criticalFails[4].text: is not written yet',
      'input.content.outcomeBands[0].min: is not set yet, or no whole number',
      'input.content.pass.everyLevelAtLeast: is not set yet, or no whole number',
    ]);
  });

  it('is not ready while nothing is written', () => {
    expect(problems(emptyBody('CORE', '1.0.0', 'CERTIFICATION'), [])).toContain(
      'input.content.outcomeBands: there is none yet',
    );
    expect(problems(emptyBody('CORE', '1.0.0', 'OUTCOME'), [])).toEqual([
      'input.content.outcomeBands: there is none yet',
    ]);
  });

  it.each<[string, string, Change, string[]]>([
    [
      'blank words',
      '1.0.0',
      (content) => (content.competencies[0]!.anchors.level0 = ' '),
      ['competencies[0].anchors.level0: is not written yet'],
    ],
    [
      'a third decimal',
      '1.0.0',
      (content) => (content.penalties[0]!.points = 1.005),
      ['penalties[0].points: must have at most two decimals'],
    ],
    ['no three numbers', '1.0', () => undefined, ['version: must be three numbers, for example 1.2.0']],
    ['no pass rule', '1.0.0', (content) => (content.pass = null), ['pass: a rubric that certifies needs a pass rule']],
    [
      'more than the outcome in an outcome rubric',
      '1.0.0',
      (content) => (content.purpose = 'OUTCOME'),
      [
        'pass: an outcome rubric certifies nothing, so it has no pass rule',
        'shares.process: must be 0 in an outcome rubric',
        'competencies: an outcome rubric has none',
      ],
    ],
    [
      'one title for two codes',
      '1.0.0',
      (content) => (content.competencies[1]!.title = 'Active listening'),
      ['competencies[3].title: “Active listening” is the title of ASSESS_AND_DECIDE already'],
    ],
    [
      'one code in two parts',
      '1.0.0',
      (content) => (content.penalties[0]!.code = 'ACTIVE_LISTENING'),
      ['penalties[0].code: ACTIVE_LISTENING is a competency here already'],
    ],
  ])('is not published with %s', (_what, version, change, expected) => {
    expect(problems(edited(version, change), [])).toEqual(expected.map((one) => `input.content.${one}`));
  });
});

describe('the version of a rubric draft', () => {
  it.each<[string, Change, string | null]>([
    ['1.0.0', () => undefined, 'the third number must rise over 1.0.0, to 1.0.1 at least'],
    ['0.9.0', () => undefined, 'the third number must rise over 1.0.0, to 1.0.1 at least'],
    ['1.0.1', (content) => (content.note = 'said anew'), null],
    [
      '1.0.1',
      reworded,
      'the second number must rise over 1.0.0, to 1.1.0 at least, as the anchor of level 3 of ACTIVE_LISTENING is worded anew',
    ],
    ['1.1.0', reworded, null],
    [
      '1.9.9',
      reweighed,
      'the first number must rise over 1.0.0, to 2.0.0 at least, as the weight of SAFETY_TIME_DISTANCE goes from 15 % to 16 %',
    ],
    ['2.0.0', reweighed, null],
    [
      '1.1.0',
      withoutReferral,
      'the first number must rise over 1.0.0, to 2.0.0 at least, as the weight of SAFETY_TIME_DISTANCE goes from 15 % to 25 %',
    ],
    ['10.0.0', withoutReferral, null],
  ])('%s is held against what changed', (version, change, message) => {
    expect(problems(edited(version, change))).toEqual(message === null ? [] : [`input.content.version: ${message}`]);
  });

  it('is held against the highest version there is, in whatever order they were published', () => {
    const before = [published('2.0.0', reweighed), published('10.0.0', reweighed), published('9.0.0')];
    expect(problems(edited('9.0.1', reweighed), before)).toEqual([
      'input.content.version: the third number must rise over 10.0.0, to 10.0.1 at least',
    ]);
  });

  it('that follows another is above it, and a higher rise is above a lower', () => {
    const number = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(fc.tuple(number, number, number), (version) => {
        const next = RISES.map((rise) => nextVersion(version, rise));
        [version, ...next].reduce((lower, higher) => {
          expect(compareVersions(lower, higher)).toBeLessThan(0);
          return higher;
        });
        expect(readVersionNumber(version.join('.'))).toEqual(version);
      }),
    );
  });

  it.each(['1', '1.2', '01.0.0', '1.0.0-beta', 'v1.0.0', '1.0.0 ', '1.0.9999999999'])('is not %j', (text) => {
    expect(readVersionNumber(text)).toBeNull();
  });
});

describe('a code that was published', () => {
  it('keeps its title, written or not', () => {
    const retitled: Change = (content) => (content.competencies[3]!.title = 'Hearing');
    expect(problems(edited('2.0.0', retitled))).toEqual([
      'input.content.competencies[3].title: ACTIVE_LISTENING was published as “Active listening” in 1.0.0: another title needs another code',
    ]);
    expect(problems(edited('2.0.0', retitled), [published('1.0.0', retitled)])).toEqual([]);
  });

  it('never becomes another kind of thing', () => {
    const moved: Change = (content) => {
      const { code, title } = content.criticalFails.pop()!;
      content.penalties.push({ code, title, points: 5 });
    };
    expect(problems(edited('2.0.0', moved))).toEqual([
      'input.content.penalties[2].code: CF_NO_MEDICAL_AID was a critical fail in 1.0.0 and cannot be a penalty',
    ]);
  });

  it('leaves its title to nobody', () => {
    const recoded: Change = (content) => {
      content.competencies[3] = { ...content.competencies[3]!, code: 'HEARING', title: 'Active listening' };
    };
    expect(problems(edited('2.0.0', recoded))).toEqual([
      'input.content.competencies[3].title: “Active listening” is what ACTIVE_LISTENING stands for',
    ]);
  });

  it('comes back after it was retired in the words it had, with whatever weight', () => {
    const before = [...first, published('2.0.0', withoutReferral)];
    expect(problems(edited('3.0.0', reweighed), before)).toEqual([]);
    const other: Change = (content) => (content.competencies[7]!.anchors.level5 = 'drives them home');
    expect(problems(edited('3.0.0', other), before)).toEqual([
      'input.content.competencies[7].code: RESOLUTION_REFERRAL was retired after 1.0.0 and comes back only in the words it had: use a new code',
    ]);
  });

  it('may be reworded while it lives', () => {
    expect(problems(edited('1.1.0', reworded), first)).toEqual([]);
  });

  it('stays under one purpose', () => {
    const outcome = { ...packBody('outcome'), version: '2.0.0' };
    expect(problems(outcome)).toContain(
      'input.content.purpose: stays CERTIFICATION in every version: make another rubric',
    );
  });
});
