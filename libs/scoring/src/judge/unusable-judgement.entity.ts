import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AnswerProblem } from './judge-answer.js';
import type { JudgeBias } from './judge-and-player.js';
import type { JudgingRefusal } from './ask-judge.js';

/** Why an answer, a question or a whole session has no part in a judge's grade. */
export type JudgementProblem = AnswerProblem | 'NOT_ASKED' | JudgeBias | JudgingRefusal;

/** What a judge answered that became no part of a grade, or why it was not asked. Added, never edited. */
@Entity('unusable_judgements')
export class UnusableJudgementEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') sessionId: string;
  @Column('uuid') rubricVersionId: string;
  @Column('uuid') modelVersionId: string;
  @Column('text') graderVersion: string;
  /** Code of a competency or critical fail, or `outcome.band`; null for the whole session. */
  @Column('text', { nullable: true }) question: string | null;
  /** From 0; one more than can be where it was not asked, and 0 for the whole session. */
  @Column('smallint') sample: number;
  @Column('text') problem: JudgementProblem;
  /** What came, at most 8 KiB of UTF-8; empty where nothing did. */
  @Column('text') raw: string;
  @Column('timestamptz') createdAt: Date;
}
