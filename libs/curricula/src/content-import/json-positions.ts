export interface JsonPositions {
  /** Line of each value by JSON Pointer, counted from the first line of the text as 1; pointers over 200 characters are left out. */
  lines: Map<string, number>;
  /** The first key that stands twice in one object: JSON would silently keep the last. */
  duplicate?: { pointer: string; line: number };
}

interface Frame {
  pointer: string | null;
  keys: Set<string> | null;
  index: number;
  key: string | null;
}

const LONGEST_POINTER = 200;

/** One level of a JSON Pointer (RFC 6901). */
export function pointerStep(step: string | number): string {
  return `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

/** Finds where the values of a valid JSON text stand. */
export function jsonPositions(text: string): JsonPositions {
  const found: JsonPositions = { lines: new Map() };
  const frames: Frame[] = [];
  let line = 1;
  let expectValue = true;
  const pointerHere = (): string | null => {
    const frame = frames.at(-1);
    if (!frame) return '';
    const step = pointerStep(frame.keys ? (frame.key ?? '') : frame.index);
    const pointer = frame.pointer === null ? null : frame.pointer + step;
    return pointer === null || pointer.length > LONGEST_POINTER ? null : pointer;
  };
  const startValue = (): string | null => {
    const pointer = pointerHere();
    if (pointer !== null) found.lines.set(pointer, line);
    expectValue = false;
    return pointer;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const frame = frames.at(-1);
    if (character === '\n') line += 1;
    else if (character === '{' || character === '[') {
      const pointer = startValue();
      const isObject = character === '{';
      frames.push({ pointer, keys: isObject ? new Set() : null, index: 0, key: null });
      expectValue = !isObject;
    } else if (character === '}' || character === ']') {
      frames.pop();
      expectValue = false;
    } else if (character === ':') expectValue = true;
    else if (character === ',') {
      if (frame && !frame.keys) frame.index += 1;
      expectValue = !frame?.keys;
    } else if (character === '"') {
      const end = closingQuote(text, at);
      if (expectValue) startValue();
      else if (frame?.keys) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        frame.key = key;
        if (frame.keys.has(key)) found.duplicate ??= { pointer: pointerHere() ?? frame.pointer ?? '', line };
        frame.keys.add(key);
      }
      at = end;
    } else if (expectValue && !' \t\r'.includes(character)) startValue();
  }
  return found;
}

function closingQuote(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
