import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An org unit whose members, with those of all units below it, a grant shows. */
@Entity('auditor_units')
export class AuditorUnitEntity {
  @PrimaryColumn('uuid') agencyId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') grantId: string;
  @Column('uuid') orgUnitId: string;
}
