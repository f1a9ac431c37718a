import { describe, expect, it } from '@jest/globals';
import { digestOf } from '#platform';
import fc from 'fast-check';
import { longFacts, oddFacts, practiceFacts, reviewerFacts, signedFacts } from '../description/debrief.fixture.js';
import type { DebriefFacts } from '../description/debrief-facts.js';
import { describeDebrief } from '../description/describe-debrief.js';
import { debriefPdf } from './debrief-pdf.js';
import { drawnInPdf, textOfPdf } from '#testing';

async function printed(facts: DebriefFacts): Promise<{ pdf: Buffer; pages: string[]; digest: string }> {
  const document = describeDebrief(facts);
  const digest = digestOf(document);
  const pdf = await debriefPdf(document, digest);
  return { pdf, pages: textOfPdf(pdf), digest };
}

describe('the PDF of a debrief', () => {
  it('names the agency, the digest and its own place at the foot of every page', async () => {
    const { pages, digest } = await printed(signedFacts());
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, at) => {
      expect(page).toContain(`SHA-256 ${digest}`);
      expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
      expect(page).toContain('Brook County Sheriff’s Office');
    });
  });

  it('says all that its description says', async () => {
    const facts = reviewerFacts();
    const whole = (await printed(facts)).pages.join(' ').replace(/\s+/g, ' ');
    const { standing, sections } = describeDebrief(facts);
    for (const words of [standing.heading, ...sections.map(({ heading }) => heading)]) expect(whole).toContain(words);
    for (const { code } of facts.rubric.body.competencies) {
      expect(whole.toLowerCase()).toContain(code.toLowerCase().replaceAll('_', ' '));
    }
    expect(whole).toContain('Would you rather call her yourself, or would you like me to call her');
  });

  it.each([
    ['signed', () => signedFacts()],
    ['practice', () => practiceFacts()],
    ['odd', () => oddFacts()],
  ])('is the same bytes from the same facts, at another time too: %s', async (_name, facts) => {
    const first = await printed(facts());
    const second = await printed(facts());
    expect(second.digest).toBe(first.digest);
    expect(second.pdf.equals(first.pdf)).toBe(true);
  });

  it('is dated by the decision, not by when it was printed', async () => {
    const { pdf } = await printed(signedFacts());
    expect(pdf.toString('latin1')).toContain('(D:20260303182000Z)');
  });

  it('describes what its fonts do not have, and says where it can be read', async () => {
    const whole = (await printed(oddFacts())).pages.join(' ');
    expect(whole).toMatch(/\[Arabic, \d+ characters\]/);
    expect(whole).toMatch(/\[Chinese, Japanese or Korean, \d+ characters\]/);
    expect(whole).toContain('[emoji, 5 characters]');
    expect(whole).toContain('The HTML of the same debrief shows them.');
    expect(whole).toContain('Привет, как вас зовут');
    expect(whole).toContain('bạn tên là gì');
    expect((await printed(signedFacts())).pages.join(' ')).not.toContain('The HTML of the same debrief');
  });

  it('never lets words leave the page', async () => {
    const { pdf, pages } = await printed(oddFacts());
    expect(pages.join('')).toContain('x'.repeat(400));
    const drawn = drawnInPdf(pdf).flat();
    // The column of a turn holds about ninety letters of this size.
    expect(Math.max(...drawn.map(({ text }) => text.length))).toBeLessThan(110);
    expect(Math.min(...drawn.map(({ above }) => above))).toBeGreaterThan(20);
  });

  it('survives any words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'grapheme' }),
        async (said, name) => {
          const facts = oddFacts([
            { number: 1, speaker: 'OFFICER', text: `I ${said}` },
            { number: 2, speaker: 'CIVILIAN', text: said || 'no' },
          ]);
          const { pages, digest } = await printed({ ...facts, officer: name, agency: { ...facts.agency, name: said } });
          expect(pages.at(-1)).toContain(digest);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('stays short for a long session, and quick', async () => {
    await printed(longFacts(20));
    const began = process.cpuUsage();
    const { pages, pdf } = await printed(longFacts(400));
    const { user, system } = process.cpuUsage(began);
    expect(pages.length).toBeLessThan(20);
    expect(pdf.length).toBeLessThan(500_000);
    // Of a processor, not of a clock that other work on the machine slows down.
    expect((user + system) / 1e6).toBeLessThan(3);
  });
});
