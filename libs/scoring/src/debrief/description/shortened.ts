/** Stands where words were left out. */
export const LEFT_OUT = ' … ';

/** A cut may move this far to fall between words. */
const NEARBY = 24;

/** Never in the middle of a character: not between the halves of a pair, nor before a mark that belongs to what it follows. */
function wholeCharacterAt(text: string, at: number): number {
  let cut = at;
  while (cut > 0 && cut < text.length && /^[\uDC00-\uDFFF\p{M}\u200d\ufe0f]/u.test(text.slice(cut, cut + 1))) cut--;
  return cut;
}

/** The beginning of a text, at most `most` UTF-16 units, ended between words where it can be. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  return text.slice(0, space >= most - NEARBY && space > 0 ? space : wholeCharacterAt(text, most));
}

/** The end of a text, at most `most` UTF-16 units, begun between words where it can be. */
export function endOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.length - most;
  const space = text.indexOf(' ', start);
  if (space >= 0 && space <= start + NEARBY) return text.slice(space + 1);
  let cut = start;
  while (cut < text.length && wholeCharacterAt(text, cut) !== cut) cut++;
  return text.slice(cut);
}

/** A text with its middle left out where it is longer than `most` UTF-16 units. */
export const middleLeftOut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${beginningOf(text, Math.ceil(most * 0.7))}${LEFT_OUT}${endOf(text, Math.floor(most * 0.3))}`;
