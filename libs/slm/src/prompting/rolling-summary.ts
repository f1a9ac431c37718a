import { SpokenTurn } from '../scripted-player/play-turn.js';
import { cased, worded } from './dialogue-messages.js';
import { cutAtWord, fillForm } from './fill-form.js';
import { PromptFile } from './prompt-file.js';
import { Remembered, rememberedOf, RememberedKind } from './remembered.js';

/** Whose turn it is when places in the summary are given out: what was told is most of what a conversation stands on. */
const TURNS_OF_KINDS: readonly RememberedKind[] = [
  ...(['TOLD', 'INTRODUCED', 'GAVE_WAY', 'PROMISED', 'TOLD', 'SEEN', 'TOLD', 'THREATENED'] as const),
  ...(['TOLD', 'EVENT', 'GAVE_WAY', 'TOLD', 'PROMISED', 'ASKED'] as const),
];

/** For these the newest counts, for the others the weightiest and then the oldest: a fact stays one, an offer is replaced. */
const NEWEST_FIRST: ReadonlySet<RememberedKind> = new Set(['PROMISED', 'GAVE_WAY', 'SEEN', 'EVENT', 'ASKED']);

/** Two quotes that share so much of the shorter one's content words say the same thing. */
const SAME = 0.7;

const MOST_ITEMS = 60;

function saysTheSame(one: Remembered, other: Remembered): boolean {
  if (one.turn === other.turn && one.inTurn === other.inTurn) return true;
  if (one.kind !== other.kind) return false;
  if (one.stems.size === 0 || other.stems.size === 0) return one.quote === other.quote;
  const shared = [...one.stems].filter((word) => other.stems.has(word)).length;
  return shared >= SAME * Math.min(one.stems.size, other.stems.size);
}

/** What is worth a place, best first, nothing twice; pure, so that any worker makes the same summary of the same turns. */
export function rankedMemories(turns: readonly SpokenTurn[], civilianName: string): Remembered[] {
  const queues = new Map<RememberedKind, Remembered[]>();
  for (const one of rememberedOf(turns, civilianName)) queues.set(one.kind, [...(queues.get(one.kind) ?? []), one]);
  for (const [kind, queue] of queues) {
    if (NEWEST_FIRST.has(kind)) queue.reverse();
    else queue.sort((a, b) => b.weight - a.weight || a.turn - b.turn);
  }
  const ranked: Remembered[] = [];
  while (ranked.length < MOST_ITEMS && [...queues.values()].some((queue) => queue.length > 0)) {
    for (const kind of TURNS_OF_KINDS) {
      const queue = queues.get(kind) ?? [];
      let next = queue.shift();
      while (next && ranked.some((kept) => saysTheSame(kept, next as Remembered))) next = queue.shift();
      if (next) ranked.push(next);
    }
  }
  return ranked.slice(0, MOST_ITEMS);
}

/** These memories in the words of the prompt file, in the order in which they happened; empty for none. */
export function summaryText(file: PromptFile, memories: readonly Remembered[]): string {
  const items = [...memories]
    .sort((a, b) => a.turn - b.turn)
    .map(({ kind, quote, inTurn }) => {
      const words = inTurn.length <= file.quoteCharacters ? inTurn : inTurn.slice(Math.max(0, inTurn.indexOf(quote)));
      return worded(file, `summary.${kind}`, {
        quote: cutAtWord(words, file.quoteCharacters).replace(/[\s.,;]+$/, ''),
      });
    });
  return cased(file, fillForm(file.summary, { items: items.join(file.lowerCase ? ' ' : '\n') }));
}
