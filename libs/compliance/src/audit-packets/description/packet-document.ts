import type { ComplianceStatus } from '../../evaluation/evaluation.js';
import type { TrendPoint } from '../evidence/evidence.js';

/** What stands in a cell. A status always stands with its mark and its words, never by colour alone. */
export type TableCell =
  | string
  | { status: ComplianceStatus | 'MISSING' }
  /** `indent` in steps of the requirement tree. */
  | { text: string; bold?: boolean; indent?: number; struck?: boolean };

export type Block =
  | { kind: 'PARAGRAPH'; text: string; note?: boolean }
  | { kind: 'HEADING'; text: string }
  | { kind: 'FACTS'; rows: { term: string; detail: string }[] }
  | { kind: 'LIST'; items: string[] }
  /** `widths` in points; `*` shares what the others leave. */
  | { kind: 'TABLE'; caption?: string; head: string[]; widths: (number | '*')[]; rows: TableCell[][] }
  | { kind: 'COUNTS'; counts: Partial<Record<ComplianceStatus, number>> }
  | { kind: 'TREND'; points: TrendPoint[] }
  | { kind: 'LEGEND' };

export interface Section {
  heading: string;
  /** On a page of its own. */
  newPage: boolean;
  blocks: Block[];
}

/** A packet, or a volume of its evidence, before any layout. */
export interface PacketDocument {
  agency: string;
  paper: 'LETTER' | 'A4';
  /** What kind of document it is: `Audit packet`. */
  subtitle: string;
  title: string;
  /** Under the title on the cover, and nothing else there. */
  facts: { term: string; detail: string }[];
  /** What it says before all else: where an officer stands, what became of a roster. */
  standing: { heading: string; status: ComplianceStatus | null; lines: string[] } | null;
  /** A volume has no cover and no contents: those are in the packet. */
  cover: boolean;
  /** At the foot of every page. */
  asOf: string;
  /** SHA-256 of the evidence, hex. */
  digest: string;
  /** ISO 8601: when the records were read, which is the date of the file too. */
  dated: string;
  sections: Section[];
}
