import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('curricula')
export class CurriculumEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') title: string;
  @Column('timestamptz') createdAt: Date;
}
