/** Which reader a debrief is for. REVIEWER adds what the grader proposed, which the officer who played is never shown. */
export const DEBRIEF_EDITIONS = ['OFFICER', 'REVIEWER'] as const;
export type DebriefEdition = (typeof DEBRIEF_EDITIONS)[number];

/** A run of words of one turn; `quoted` is what the level or finding rests on. */
export interface TurnPart {
  text: string;
  quoted: boolean;
}

/** A turn as the debrief shows it: whole when it is short, else around what is quoted. */
export interface ShownTurn {
  number: number;
  speaker: string;
  parts: TurnPart[];
}

/** One quotation with the turn before and the turn after it. */
export type Excerpt = ShownTurn[];

/** A competency with what its level means and what would make it higher. */
export interface CompetencyBlock {
  kind: 'COMPETENCY';
  name: string;
  /** 0 to 5; null where it was left to a person. */
  level: number | null;
  /** Percent of the points for the levels. */
  weight: number;
  /** What the level reached means, in the rubric's words. */
  meaning: string;
  /** The next anchor above; null at the highest level. */
  higher: string | null;
  /** Why, in the words of whoever gave the level. */
  reason: string | null;
  excerpts: Excerpt[];
  /** Names the turns of quotations that are not shown; null when all are. */
  further: string | null;
}

/** The scripted civilian's stress after each officer turn. */
export interface StressBlock {
  kind: 'STRESS';
  summary: string;
  /** Stress from 0 (at ease) to 10 (crisis) after the officer's turn of that number. */
  points: { turn: number; stress: number }[];
  /** The telling points, each with a letter that stands in the chart. */
  marks: { letter: string; turn: number; stress: number; what: string; said: string }[];
}

/** Who spoke how much. */
export interface TalkBlock {
  kind: 'TALK';
  summary: string;
  /** The officer's share of the words, 0 to 1. */
  officer: number;
  limits: string;
}

export type Block =
  | { kind: 'PARAGRAPH'; text: string; note?: boolean }
  | { kind: 'HEADING'; text: string }
  | { kind: 'LIST'; items: string[] }
  | { kind: 'FACTS'; rows: { term: string; detail: string }[] }
  | { kind: 'TABLE'; caption: string; head: string[]; rows: string[][]; lastIsTotal?: boolean }
  | { kind: 'LEVELS'; caption: string; rows: { name: string; level: number | null; words: string }[] }
  | { kind: 'EXCERPTS'; excerpts: Excerpt[]; further: string | null }
  | CompetencyBlock
  | StressBlock
  | TalkBlock;

export interface Section {
  heading: string;
  blocks: Block[];
}

/**
 * The one description that the PDF and the HTML are made from. Plain data: its canonical JSON is what the digest is taken of, so nothing in
 * it may depend on when or where it is made.
 */
export interface DebriefDocument {
  /** BCP 47. */
  language: 'en';
  title: string;
  subtitle: string;
  agency: string;
  edition: DebriefEdition;
  paper: 'LETTER' | 'A4';
  /** When what it tells was decided, submitted or proposed; ISO 8601 in UTC. */
  dated: string;
  /** Day on the agency's calendar, `yyyy-mm-dd`. */
  playedOn: string;
  facts: { term: string; detail: string }[];
  /** Where the grade stands, in a heading and sentences. */
  standing: { heading: string; lines: string[] };
  sections: Section[];
}
