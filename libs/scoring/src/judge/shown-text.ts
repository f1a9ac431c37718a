/** A turn as a judge is shown it, and the way back from its letters to those that were said. */
export interface ShownText {
  text: string;
  /**
   * @param quote letter for letter of `text`
   * @returns the stretch of the original that it was made from; null where it is no such quote
   */
  original(quote: string): string | null;
}

/** Soft hyphen, zero-width, bidi, tag and variation characters, byte order mark: nothing that a reader sees. */
const INVISIBLE =
  /^[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]$/u;
const CONTROL = /^[\u0000-\u001f\u007f-\u009f\u2028\u2029]$/;
/** Letters that only look like ASCII and are folded to it: full width, mathematical, enclosed. Other alphabets are left as they are. */
const STYLED = /^[\u2460-\u24ff\uff00-\uffef\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f1ff}]$/u;

/**
 * What a chat template or tokenizer could take for the end of a message, or for its own voice: `<|im_end|>`, `</s>`, `<start_of_turn>`,
 * `<<SYS>>`, `[INST]`. A space after their first character makes plain words of them.
 */
const CONTROL_TOKEN = /<(?=[<|/\p{L}_])|\[(?=\/?(?:INST|SYS|AVAILABLE_TOOLS|TOOL_|IMG|BEGIN|END))/giu;

function shownCharacter(character: string): string {
  if (INVISIBLE.test(character)) return '';
  if (CONTROL.test(character)) return ' ';
  return STYLED.test(character) ? character.normalize('NFKC') : character;
}

/** Total: any string is accepted. Lone surrogates, which some JSON parsers refuse, are shown as U+FFFD. */
export function shownText(original: string): ShownText {
  let text = '';
  /** For each UTF-16 unit of `text`, where in the original it comes from. */
  const from: number[] = [];
  const until: number[] = [];
  const add = (piece: string, start: number, end: number): void => {
    for (let unit = 0; unit < piece.length; unit++) {
      from.push(start);
      until.push(end);
    }
    text += piece;
  };
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    add(/^[\ud800-\udfff]$/.test(character) ? '\ufffd' : shownCharacter(character), at, end);
    at = end;
  }
  return withoutControlTokens(original, { text, from, until });
}

interface Mapped {
  text: string;
  from: readonly number[];
  until: readonly number[];
}

function withoutControlTokens(original: string, mapped: Mapped): ShownText {
  const from: number[] = [];
  const until: number[] = [];
  let text = '';
  const breaks = new Set([...mapped.text.matchAll(CONTROL_TOKEN)].map(({ index }) => index));
  for (let unit = 0; unit < mapped.text.length; unit++) {
    text += mapped.text[unit];
    from.push(mapped.from[unit]);
    until.push(mapped.until[unit]);
    if (!breaks.has(unit)) continue;
    text += ' ';
    from.push(mapped.until[unit]);
    until.push(mapped.until[unit]);
  }
  return {
    text,
    original(quote) {
      const start = quote === '' ? -1 : text.indexOf(quote);
      if (start < 0) return null;
      const found = original.slice(from[start], until[start + quote.length - 1]);
      return found === '' ? null : found;
    },
  };
}
