import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GraderKind } from '../proposal.js';

/** Which sessions are graded again, by what. Its operation has the same id, and says how far it is. */
@Entity('regrades')
export class RegradeEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') grader: GraderKind;
  /** Only of JUDGE. */
  @Column('uuid', { nullable: true }) modelVersionId: string | null;
  /** Null: each session under the version that it was played for. */
  @Column('uuid', { nullable: true }) rubricVersionId: string | null;
  @Column('timestamptz', { nullable: true }) since: Date | null;
  @Column('timestamptz', { nullable: true }) until: Date | null;
  @Column('uuid', { nullable: true }) scenarioVersionId: string | null;
  @Column('uuid', { nullable: true }) orgUnitId: string | null;
  @Column('boolean') onlyDecided: boolean;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid') startedBy: string;
  @Column('timestamptz') createdAt: Date;
}
