import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SessionMode = 'PRACTICE' | 'PROOF';
export type SessionOrigin = 'LIVE' | 'EDGE';
export type SessionState = 'OPEN' | 'COMPLETED' | 'INVALIDATED';
export type SessionEndReason = 'COMPLETED_BY_TRAINEE' | 'OUTCOME' | 'TURN_LIMIT' | 'EDGE_RESULT';
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
  /** The engine's random seed; bigint arrives as text. */
  @Column('bigint') seed: string;
  @Column('text', { nullable: true }) outcomePath: OutcomePath | null;
  @Column('text', { nullable: true }) endReason: SessionEndReason | null;
  @Column('timestamptz') startedAt: Date;
  @Column('timestamptz', { nullable: true }) completedAt: Date | null;
}
