/** A stretch of the officer's text. `text` is lower case with plain apostrophes and has the same length as the original. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface Sentence extends Span {
  /** Ended with a question mark. */
  marked: boolean;
  clauses: Span[];
}

/** Longer stretches without punctuation are cut here, so that every rule works on bounded text. */
export const MAX_SENTENCE = 320;

const TERMINATOR = /[.!?\n\r…。？！]+["'”’)\]]*/g;
const CLAUSE_BREAK =
  /[,;:—–(){}"“”]+|\s-+\s|\s(?=(?:and|but|or|then|because|if|unless|before|while)\s|so\s(?!(?:much|many|far|good|bad|well|hard|long|little|few|soon|late|early|fast|hot|cold|big|small|sure|sad|mad|angry|upset|sorry|loud|close|alone|quiet|low|great|strong|brave|[a-z]+(?:ed|ful|ous|ing|ly|ient))\b))/g;

/**
 * Lower case with typographic apostrophes, dashes inside words and odd spaces made plain. Each code unit maps to exactly
 * one code unit, so an offset in the result is an offset in the original.
 */
export function plainText(text: string): string {
  let plain = '';
  for (const unit of text.split('')) {
    if (/[’‘ʼ`´＇]/.test(unit)) plain += "'";
    else if (/\s|[\u200b\u200c\u200d\u2060\ufeff]/.test(unit)) plain += unit === '\n' || unit === '\r' ? unit : ' ';
    else {
      const lower = unit.toLowerCase();
      plain += lower.length === 1 ? lower : unit;
    }
  }
  return plain;
}

function trimmed(plain: string, start: number, end: number): Span | undefined {
  while (start < end && /[\s,;:—–(){}"“”-]/.test(plain[start])) start++;
  while (end > start && /[\s,;:—–({"“-]/.test(plain[end - 1])) end--;
  return end > start ? { start, end, text: plain.slice(start, end) } : undefined;
}

function clausesOf(plain: string, start: number, end: number): Span[] {
  const body = plain.slice(start, end);
  const clauses: Span[] = [];
  let from = 0;
  for (const found of body.matchAll(CLAUSE_BREAK)) {
    const clause = trimmed(plain, start + from, start + found.index);
    if (clause) clauses.push(clause);
    from = found.index + found[0].length;
  }
  const last = trimmed(plain, start + from, end);
  if (last) clauses.push(last);
  return clauses;
}

function bounded(plain: string, start: number, end: number): [number, number][] {
  const pieces: [number, number][] = [];
  while (end - start > MAX_SENTENCE) {
    const space = plain.lastIndexOf(' ', start + MAX_SENTENCE);
    const cut = space > start ? space : start + MAX_SENTENCE;
    pieces.push([start, cut]);
    start = cut;
  }
  pieces.push([start, end]);
  return pieces;
}

/** Splits a line into sentences and clauses. Offsets refer to the line as given. Total: any string is accepted. */
export function sentencesOf(text: string): Sentence[] {
  const plain = plainText(text);
  const sentences: Sentence[] = [];
  const add = (from: number, to: number, marked: boolean): void => {
    for (const [start, end] of bounded(plain, from, to)) {
      const span = trimmed(plain, start, end);
      if (span) sentences.push({ ...span, marked, clauses: clausesOf(plain, span.start, span.end) });
    }
  };
  let from = 0;
  for (const found of plain.matchAll(TERMINATOR)) {
    const to = found.index + found[0].length;
    // A point inside a number or an abbreviation ("9.30", "a.m.") does not end a sentence.
    if (found[0] === '.' && /[a-z0-9]/.test(plain[to] ?? ' ')) continue;
    add(from, found.index, /[?？]/.test(found[0]));
    from = to;
  }
  add(from, plain.length, false);
  return sentences;
}

/** The clause or run of clauses of a sentence that covers [start, end), offsets in the line. */
export function coveringClauses(sentence: Sentence, start: number, end: number): Span {
  const first = sentence.clauses.filter((clause) => clause.start <= start).at(-1);
  const last = sentence.clauses.find((clause) => clause.end >= end);
  const from = Math.min(start, first && first.end > start ? first.start : start);
  const to = Math.max(end, last && last.start < end ? last.end : end);
  return { start: from, end: to, text: sentence.text.slice(from - sentence.start, to - sentence.start) };
}

/** Words with their inner apostrophes. */
export function wordsOf(plain: string): string[] {
  return plain.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? [];
}
