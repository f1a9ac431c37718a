import { cleanTurnText } from './dialogue.js';

/** The civilian's words so far, which are no turn yet: a guard may withdraw them, and the session may end before they are one. */
export interface SpokenSoFar {
  /** The turn that they will be. */
  turn: number;
  /** A higher one replaces the words of those before it. */
  attempt: number;
  /** All words of the attempt so far; cut where a live message would be too long. */
  text: string;
  /** Nothing more comes in this attempt. */
  final: boolean;
}

/** Milliseconds between two messages of one turn at least: nobody reads faster, and every viewer costs a read for each. */
const LEAST_BETWEEN_MS = 40;
/** Milliseconds after which the last words are told again, for who came late or missed them. */
const AGAIN_MS = 900;
/** Of the JSON of the words; a live message has 7,900 bytes in all. */
const MOST_TEXT_BYTES = 7_500;

/** Tells who watches a session what the civilian is saying while the engine still speaks: the first words at once, then the newest. */
export class LiveSpeech {
  private attempt = 0;
  private words = '';
  private toldAt: number | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly turn: number,
    /** Attempts of workers that had the turn before; the engine counts its own from 1. */
    private readonly attemptsBefore: number,
    private readonly tell: (spoken: SpokenSoFar) => void,
  ) {}

  /** The next words of this attempt; of a higher one, its first. */
  hear({ attempt, text }: { attempt: number; text: string }): void {
    if (attempt < this.attempt) return;
    if (attempt > this.attempt) this.words = '';
    this.attempt = attempt;
    this.words += text;
    const wait = this.toldAt === null ? 0 : this.toldAt + LEAST_BETWEEN_MS - performance.now();
    this.tellIn(wait);
  }

  /** The engine is done with the turn: its whole text, at once. */
  finish({ attempt, text }: { attempt: number; text: string }): void {
    this.attempt = attempt;
    this.words = text;
    this.tellNow(true);
    this.stop();
  }

  /** The engine speaks no more, whatever became of the turn. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private tellIn(ms: number): void {
    if (ms <= 0) return this.tellNow(false);
    this.stop();
    this.timer = setTimeout(() => this.tellNow(false), ms);
  }

  private tellNow(final: boolean): void {
    const text = fitting(cleanTurnText(this.words));
    if (text !== '') {
      this.toldAt = performance.now();
      this.tell({ turn: this.turn, attempt: this.attemptsBefore + this.attempt, text, final });
    }
    this.tellIn(AGAIN_MS);
  }
}

/** As much of the beginning as fits. */
function fitting(text: string): string {
  let cut = text;
  for (let bytes = jsonBytes(cut); bytes > MOST_TEXT_BYTES; bytes = jsonBytes(cut)) {
    cut = cleanTurnText(cut.slice(0, Math.floor((cut.length * MOST_TEXT_BYTES) / bytes)));
  }
  return cut;
}

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));
