import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('cohorts')
export class CohortEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('uuid', { nullable: true }) curriculumVersionId: string | null;
  @Column('timestamptz') createdAt: Date;
}
