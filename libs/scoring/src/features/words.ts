/** Words that carry no topic: sharing one of them with the civilian shows nothing. */
const TOPICLESS = new Set(
  `about after again always another anything around because been before being better both bring call calling came cannot
  come comes coming could does doing done down even ever every everything feel feeling feels from give going gonna good
  have having hear help helping here into just keep kind know leave let's like listen little long look make makes many
  maybe mean means more much must need needs never next night nobody okay only other over people please really right same
  says see should some someone something sorry sounds stay stop such sure take takes talk tell than thank that their them
  then there these they thing things think this those time today told tonight very wait want wants well were what when
  where which while will with would yeah hard understand
  sound you're your yours`.split(/\s+/),
);

/** Lower-case words with typographic apostrophes made plain. */
export function wordsIn(text: string): string[] {
  return (
    text
      .replace(/[’‘ʼ]/g, "'")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? []
  );
}

/** What a text is about: its longer words without endings. Two forms of a word usually give one key. */
export function topicsIn(text: string): Set<string> {
  const topics = new Set<string>();
  for (const word of wordsIn(text)) {
    const bare = word.replace(/'\p{L}+$/u, '');
    if (bare.length >= 4 && !TOPICLESS.has(word) && !TOPICLESS.has(bare)) topics.add(bare.slice(0, 5));
  }
  return topics;
}

/** Shared words over all words of two texts, 0 to 1 (Jaccard 1901). */
export function overlap(first: string, second: string): number {
  const left = new Set(wordsIn(first));
  const right = new Set(wordsIn(second));
  let shared = 0;
  for (const word of left) if (right.has(word)) shared++;
  const union = left.size + right.size - shared;
  return union === 0 ? 0 : shared / union;
}
