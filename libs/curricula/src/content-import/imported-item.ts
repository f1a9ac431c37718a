import type { CurationNote } from './curation-note.js';

export const IMPORT_FORMATS = ['DEESCALWILD_CASES', 'DEESCALWILD_TRANSCRIPT', 'CHAT_JSONL', 'POLCOM_SCENARIO'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export const SPEAKERS = ['OFFICER', 'CIVILIAN', 'BYSTANDER', 'DISPATCHER'] as const;
export type ImportedSpeaker = (typeof SPEAKERS)[number];

/** What one import may hold. A row over a limit is rejected with the limit in its reason; nothing is cut silently. */
export const IMPORT_LIMITS = {
  fileCharacters: 64 * 1024 * 1024,
  rows: 100_000,
  itemBytes: 1024 * 1024,
  turnCharacters: 4_000,
  textCharacters: 4_000,
  titleCharacters: 200,
  keyCharacters: 100,
  jsonDepth: 64,
  officerLines: 500,
  stages: 50,
  linesOfStage: 100,
  responsesOfStage: 50,
  learningObjectives: 20,
  objectiveCharacters: 500,
} as const;

/** The civilian as a case file describes them; a field the file leaves out is absent, never invented. */
export interface ImportedPersona {
  name: string;
  age?: number;
  /** The age as the file words it where it is no whole number, for example "mid-30s". */
  ageText?: string;
  emotionalState?: string;
  speakingStyle?: string;
  background?: string;
}

export interface ImportedCharacter {
  code: string;
  name: string;
}

export interface ImportedLine {
  /** Code of a character of the item. */
  character: string;
  text: string;
}

export const RATINGS = ['POSITIVE', 'PARTIALLY_POSITIVE', 'NEUTRAL', 'NEGATIVE'] as const;

/** One thing the officer could say at a stage, as the scenario's authors rated it. */
export interface RatedResponse {
  text: string;
  rating: (typeof RATINGS)[number];
  points: number;
  /** The authors' feedback, whole; its parts beside it where the authors marked them. */
  feedback?: { text: string; why?: string; consequences?: string; reflection?: string };
}

export interface ImportedStage {
  number: number;
  title: string;
  scene?: string;
  prompt?: string;
  lines: ImportedLine[];
  responses: RatedResponse[];
  debrief: ImportedLine[];
}

export interface ImportedScenario {
  kind: 'SCENARIO';
  /** The file's own name for it (case_id, id): unique within the import. */
  key: string;
  line: number;
  title: string;
  situation: string;
  /** Absent where the format has characters instead of one civilian. */
  persona?: ImportedPersona;
  officerLines?: string[];
  characters?: ImportedCharacter[];
  stages?: ImportedStage[];
  briefing?: string;
  revelation?: string;
  learningObjectives?: string[];
  curation?: CurationNote;
}

export interface ImportedTurn {
  number: number;
  speaker: ImportedSpeaker;
  text: string;
  /** Seconds from the start of the recording. */
  startSeconds?: number;
  /** The speaker as the file names them. */
  label?: string;
}

export interface ImportedDialogue {
  kind: 'DIALOGUE';
  key: string;
  line: number;
  title: string;
  /** The system message of a chat, where it has one. */
  situation?: string;
  turns: ImportedTurn[];
  curation: CurationNote;
}

export type ImportedItem = ImportedScenario | ImportedDialogue;

export interface Rejection {
  /** Counted from 1; null where the whole file is meant. */
  line: number | null;
  /** JSON Pointer (RFC 6901) inside the row. */
  pointer?: string;
  reason: string;
}

/** What a parser of one format found. `rows` counts what it read: elements, lines or records, blank ones left out. */
export interface ParsedContent {
  rows: number;
  items: ImportedItem[];
  rejected: Rejection[];
}
