import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('courses')
export class CourseEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') title: string;
  @Column('timestamptz') createdAt: Date;
}
