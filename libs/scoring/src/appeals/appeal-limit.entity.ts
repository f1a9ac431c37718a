import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Within how many days trainees of the agency may appeal against a decision made from then on. */
@Entity('appeal_limits')
export class AppealLimitEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  /** 7 to 365. */
  @Column('int') days: number;
  @Column('uuid') setBy: string;
  @Column('timestamptz') setAt: Date;
}
