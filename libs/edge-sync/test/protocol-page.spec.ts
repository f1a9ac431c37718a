import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  MOST_GAPS,
  MOST_PUSH_BYTES,
  MOST_RECORD_BYTES,
  MOST_RECORDS,
  MOST_SEQ,
  MOST_TURN_LENGTH,
} from '../src/index.js';
import { MOST_JSON_DEPTH, MOST_TURNS } from '../src/protocol/limits.js';
import { QUARANTINE_CODES } from '../src/protocol/outcome.js';
import { receiptClaims } from '../src/protocol/receipt.js';
import { recordClaims } from '../src/protocol/record.js';
import { ticketClaims } from '../src/protocol/ticket.js';

const page = readFileSync(new URL('../../../docs/edge-protocol.md', import.meta.url), 'utf8');
const inFigures = (number: number): string => number.toLocaleString('en-US');

describe('docs/edge-protocol.md', () => {
  it('names every claim, and every code with what it means', () => {
    const { session, ...claims } = recordClaims.shape;
    const names = [claims, session.shape, receiptClaims.shape, ticketClaims.shape].flatMap((shape) =>
      Object.keys(shape),
    );
    expect(names.filter((name) => !new RegExp(`\`(session\\.)?${name}\``).test(page))).toEqual([]);
    const codes = [...page.matchAll(/^\| `([A-Z_]+)` \| quarantined/gm)].map(([, code]) => code);
    expect(codes.sort()).toEqual([...QUARANTINE_CODES].sort());
  });

  it('tells the limits that the code has', () => {
    const limits = [
      MOST_RECORDS,
      MOST_PUSH_BYTES,
      MOST_RECORD_BYTES,
      MOST_SEQ,
      MOST_TURN_LENGTH,
      MOST_TURNS,
      MOST_JSON_DEPTH,
      MOST_GAPS,
    ];
    expect(limits.map(inFigures).filter((figure) => !page.includes(figure))).toEqual([]);
  });
});
