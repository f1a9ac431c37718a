import { lineNumbers } from './line-numbers.js';

export interface JsonElement {
  text: string;
  /** Where it starts, from 1. */
  line: number;
  /** Its deepest nesting, so that nobody has to parse it to refuse it. */
  depth: number;
}

export interface JsonElements {
  elements: JsonElement[];
  /** What is wrong with the file around its elements. */
  problems: { line: number; reason: string }[];
}

const [QUOTE, COMMA, BACKSLASH, LINE_BREAK] = ['"', ',', '\\', '\n'].map((one) => one.charCodeAt(0));
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [...'{}[]'].map((one) => one.charCodeAt(0));

/** Each element that never closes has the rest of the file read again; beyond this many characters the rest is one bad row. */
const MOST_REREAD = 100_000_000;

/**
 * Cuts a JSON array into the texts of its elements without parsing it, so that one broken element costs only itself.
 * A file that is one object counts as its only element. A string ends with its line, because JSON allows no line break
 * in it; an element that never closes ends where the next line opens an object at the same indent.
 * @param text with LF line ends and no byte order mark
 * @param most elements to read
 */
export function jsonElements(text: string, most: number): JsonElements {
  const lineAt = lineNumbers(text);
  const start = skipSpace(text, 0);
  if (text[start] !== '[') {
    if (text[start] === '{') return { elements: [wholeObject(text, start, lineAt)], problems: [] };
    return { elements: [], problems: [{ line: lineAt(start), reason: 'the file must hold a JSON array or object' }] };
  }
  const found: JsonElements = { elements: [], problems: [] };
  let reread = 0;
  let at = skipSpace(text, start + 1);
  if (text[at] === ']' && skipSpace(text, at + 1) === text.length) return found;
  for (;;) {
    if (found.elements.length === most) {
      found.problems.push({ line: lineAt(at), reason: `rows from here on were not read: a file has at most ${most}` });
      return found;
    }
    const from = at;
    const end = elementEnd(text, from);
    const open = end.at === text.length;
    const next = open && reread < MOST_REREAD ? nextAtSameIndent(text, from) : -1;
    const stop = next >= 0 ? next : end.at;
    const piece = text.slice(from, stop).trimEnd();
    found.elements.push({ text: next >= 0 ? piece.replace(/,$/, '') : piece, line: lineAt(from), depth: end.depth });
    if (next >= 0) {
      reread += end.at - next;
      at = next;
    } else if (open) {
      found.problems.push({ line: lineAt(text.length), reason: 'the array is not closed' });
      return found;
    } else if (text[end.at] === ']') {
      const rest = skipSpace(text, end.at + 1);
      if (rest < text.length)
        found.problems.push({ line: lineAt(rest), reason: 'what follows the array was not read' });
      return found;
    } else {
      at = skipSpace(text, end.at + 1);
    }
  }
}

function wholeObject(text: string, start: number, lineAt: (offset: number) => number): JsonElement {
  const whole = text.slice(start).trimEnd();
  return { text: whole, line: lineAt(start), depth: nestingDepth(whole) };
}

/** The deepest nesting of a JSON text, found without parsing it. */
export function nestingDepth(text: string): number {
  let at = 0;
  let depth = 0;
  while (at < text.length) {
    const end = elementEnd(text, at);
    depth = Math.max(depth, end.depth);
    at = end.at + 1;
  }
  return depth;
}

/** The comma or closing bracket after the element, or the end of the text. */
function elementEnd(text: string, from: number): { at: number; depth: number } {
  let depth = 0;
  let deepest = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) at = stringEnd(text, at);
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (depth === 0) {
      if (character === COMMA) break;
      if (character === CLOSE_BRACKET && text[skipSpace(text, at + 1)] !== ',') break;
    } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) depth -= 1;
  }
  return { at: Math.min(at, text.length), depth: deepest };
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE || character === LINE_BREAK) return at;
  }
  return text.length;
}

function nextAtSameIndent(text: string, from: number): number {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const indent = text.slice(lineStart, from);
  if (indent.trim() !== '') return -1;
  const found = text.indexOf(`\n${indent}{`, from);
  return found < 0 ? -1 : found + 1 + indent.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at])) at += 1;
  return at;
}
