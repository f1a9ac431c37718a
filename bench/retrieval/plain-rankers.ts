import { type Band, type PlayerLine, type PlayerScript } from '#slm';

/** What the civilian could say at all in a band with the trust given and nothing told yet. */
export function sayable(script: PlayerScript, band: Band, trust: number): PlayerLine[] {
  return script.lines.filter(
    (line) =>
      line.in.includes(band) && !line.needs?.length && trust >= (line.minTrust ?? 0) && trust <= (line.maxTrust ?? 10),
  );
}

const K1 = 1.2;
const B = 0.75;
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The line whose own words are nearest to the question: BM25 as in the textbook, no stems, no topics, no acts. */
export function nearestText(lines: readonly PlayerLine[], question: string): PlayerLine | undefined {
  const texts = lines.map((line) => words(line.text));
  const mean = texts.reduce((sum, one) => sum + one.length, 0) / texts.length;
  const asked = [...new Set(words(question))].map((term) => {
    const holders = texts.filter((text) => text.includes(term)).length;
    return { term, rarity: Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5)) };
  });
  let best: { line: PlayerLine; score: number } | undefined;
  for (const [at, text] of texts.entries()) {
    let score = 0;
    for (const { term, rarity } of asked) {
      const count = text.filter((word) => word === term).length;
      score += (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * text.length) / mean));
    }
    if (!best || score > best.score) best = { line: lines[at]!, score };
  }
  return best?.line;
}
