import type { z } from 'zod';
import { IMPORT_LIMITS, type Rejection } from './imported-item.js';
import { jsonPositions, pointerStep } from './json-positions.js';
import type { JsonElement } from './json-elements.js';

/** Parses the text of one row, refusing what is too large, too deep, no JSON, no object, or says one thing twice. */
export function readJsonRow(row: JsonElement): { value: object } | { rejection: Rejection } {
  const refuse = (reason: string, pointer?: string): { rejection: Rejection } => ({
    rejection: { line: row.line, ...(pointer ? { pointer } : {}), reason },
  });
  const bytes = Buffer.byteLength(row.text);
  if (bytes > IMPORT_LIMITS.itemBytes) {
    return refuse(`is ${bytes} bytes long; at most ${IMPORT_LIMITS.itemBytes} are allowed`);
  }
  if (row.depth > IMPORT_LIMITS.jsonDepth) return refuse(`is nested deeper than ${IMPORT_LIMITS.jsonDepth} levels`);
  if (row.text === '') return refuse('is empty: there is a comma too many');
  let value: unknown;
  try {
    value = JSON.parse(row.text);
  } catch (error) {
    return refuse(notJson(error, row));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('must be a JSON object');
  const { duplicate } = jsonPositions(row.text);
  if (duplicate) return refuse('one object says this twice', duplicate.pointer);
  return { value };
}

function notJson(error: unknown, row: JsonElement): string {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '');
  if (!position) return 'is not valid JSON';
  const line = row.line + row.text.slice(0, Number(position[1])).split('\n').length - 1;
  return line === row.line ? 'is not valid JSON' : `is not valid JSON: see line ${line}`;
}

/** The first thing a schema found wrong with a row, as a rejection with a pointer below `base` and a reason below `label`. */
export function firstProblem(error: z.ZodError, line: number, base = '', label = ''): Rejection {
  const issue = error.issues[0];
  const path = issue.path.map((step) => (typeof step === 'symbol' ? '' : step));
  const pointer = base + path.map(pointerStep).join('');
  const name = `${label} ${nameOf(path)}`.trim();
  return { line, ...(pointer ? { pointer } : {}), reason: name ? `${name} ${issue.message}` : issue.message };
}

/** Names a place for a person, who counts from 1: `character_profile.name`, `messages 3, content`. */
function nameOf(path: (string | number)[]): string {
  return path.reduce<string>((name, step, at) => {
    if (typeof step === 'number') return `${name} ${step + 1}`.trim();
    if (at === 0) return step;
    return typeof path[at - 1] === 'number' ? `${name}, ${step}` : `${name}.${step}`;
  }, '');
}
