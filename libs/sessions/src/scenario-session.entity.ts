import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SessionMode = 'PRACTICE' | 'PROOF';
export type SessionOrigin = 'LIVE' | 'EDGE';
export type SessionState = 'OPEN' | 'COMPLETED' | 'INVALIDATED';
export type SessionEndReason =
  | 'COMPLETED_BY_TRAINEE'
  | 'ENDED_BY_INSTRUCTOR'
  | 'OUTCOME'
  | 'FORCE_EVENT'
  | 'TURN_LIMIT'
  | 'TIME_LIMIT'
  | 'SAFE_WORD'
  | 'EDGE_RESULT';
export type InvalidReason = 'INSTRUCTOR' | 'ENGINE_TURNS' | 'NOTHING_SAID';
export type OutcomePath = 'RESOLUTION' | 'CONTAINMENT' | 'ESCALATION';
export type EngineKind = 'SCRIPTED' | 'INFERENCE_SERVER' | 'IN_PROCESS';

@Entity('scenario_sessions')
export class ScenarioSessionEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') traineeId: string;
  @Column('uuid', { nullable: true }) assignmentId: string | null;
  @Column('uuid') scenarioVersionId: string;
  @Column('uuid') rubricVersionId: string;
  @Column('text') mode: SessionMode;
  @Column('text') origin: SessionOrigin;
  @Column('text') state: SessionState;
  @Column('text') engineKind: EngineKind;
  @Column('text') engineLabel: string;
  /** The registered model that plays the civilian; null for the scripted player, and for what a device played. */
  @Column('uuid', { nullable: true }) modelVersionId: string | null;
  /** The engine's random seed; bigint arrives as text. */
  @Column('bigint') seed: string;
  @Column('text', { nullable: true }) outcomePath: OutcomePath | null;
  @Column('text', { nullable: true }) endReason: SessionEndReason | null;
  /** What the instructor said who ended it. */
  @Column('text', { nullable: true }) endNote: string | null;
  @Column('text', { nullable: true }) invalidReason: InvalidReason | null;
  @Column('timestamptz') startedAt: Date;
  /** When it ends by itself, but for a pause that goes on; null without a time limit. */
  @Column('timestamptz', { nullable: true }) deadline: Date | null;
  /** Since when an instructor has it pause. */
  @Column('timestamptz', { nullable: true }) pausedAt: Date | null;
  @Column('timestamptz', { nullable: true }) completedAt: Date | null;
}
