import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { oddFacts, poorFacts, practiceFacts, reviewerFacts, signedFacts } from '../description/debrief.fixture.js';
import type { DebriefFacts } from '../description/debrief-facts.js';
import { describeDebrief } from '../description/describe-debrief.js';
import { debriefHtml } from './debrief-html.js';

const DIGEST = 'ab'.repeat(32);
const html = (facts: DebriefFacts): string => debriefHtml(describeDebrief(facts), DIGEST);
/** Every tag in its order, with its attributes. */
const tags = (page: string): string[] => page.match(/<[a-z!/][^>]*>/gi) ?? [];

/** A session in which these words stand wherever a person's words can. */
function saying(words: string): DebriefFacts {
  const text = `x${words}`;
  const facts = oddFacts([
    { number: 1, speaker: 'OFFICER', text },
    { number: 2, speaker: 'CIVILIAN', text },
    { number: 3, speaker: 'OFFICER', text },
  ]);
  const { decision, agency, scenario } = facts;
  return {
    ...facts,
    officer: text,
    agency: { ...agency, name: text },
    scenario: { ...scenario, title: text },
    decision: decision && { ...decision, reason: text, by: text, proctorAttestation: text },
    features: null,
  };
}

describe('the HTML of a debrief', () => {
  it('never takes anybody’s words for markup or style', () => {
    const harmless = tags(html(saying('aaaa')));
    const hostile = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</style><script>',
        '"><img src=x onerror=alert(1)>',
        "' onclick='x",
        '<!-- ',
        ']]>',
        '&lt;b&gt;',
        '\u202E<b>',
        '"; } body { display: none } @import "//x',
        '\\3c script>',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    fc.assert(
      fc.property(hostile, (words) => {
        const page = html(saying(words));
        expect(tags(page)).toEqual(harmless);
        expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u);
      }),
    );
  });

  it('is one file: no script, nothing fetched, no handler and no address', () => {
    for (const facts of [signedFacts(), reviewerFacts(), poorFacts(), practiceFacts()]) {
      const page = html(facts);
      expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form|a)\b/i);
      expect(page).not.toMatch(/\son\w+=|url\(|@import|javascript:/i);
      expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
      expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    }
  });

  it('has a language, one first heading, no level of heading skipped, and words for each chart', () => {
    const page = html(signedFacts());
    expect(page).toContain('<html lang="en">');
    const levels = [...page.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, at) => expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1));
    for (const svg of page.match(/<svg [^>]*>/g) ?? []) {
      expect(svg).toMatch(/aria-hidden="true"|role="img" aria-label="[^"]{40,}"/);
    }
    expect(page.match(/<figure>/g)).toHaveLength(2);
    expect(page.match(/<figcaption>/g)).toHaveLength(2);
    for (const table of page.match(/<table>.*?<\/table>/gs) ?? []) {
      expect(table).toMatch(/^<table><caption>[^<]+<\/caption><thead><tr><th scope="col">/);
    }
    for (const { turn, stress } of [
      { turn: 1, stress: 7 },
      { turn: 19, stress: 1.5 },
    ]) {
      expect(page).toContain(`<tr><td>${turn}</td><td>${stress}</td></tr>`);
    }
  });

  it('shows what the PDF says and every script, with the digest at its foot and the agency’s paper', () => {
    const page = html(oddFacts());
    expect(page).toContain('أنا لا أريد');
    expect(page).toContain('请你放下');
    expect(page).toContain(`<code>${DIGEST}</code>`);
    expect(page).toContain('size: A4');
    expect(html(signedFacts())).toContain('size: letter');
  });

  it('keeps anybody’s words to themselves in direction', () => {
    expect(html(saying('\u202Ertl'))).toContain('<bdi>x\u202Ertl</bdi>');
  });
});
