import { Module } from '@nestjs/common';
import { OperationsModule } from '#platform';
import './adoptions/adopted-mandate.entity.js';
import { AdoptionService } from './adoptions/adoption.service.js';
import { MandateResolver } from './adoptions/mandate.resolver.js';
import { AllocationsModule } from './allocations/allocations.module.js';
import { AuditPacketsModule } from './audit-packets/audit-packets.module.js';
import { AuditorsModule } from './auditors/auditors.module.js';
import { ConsequencesModule } from './consequences/consequences.module.js';
import './exemptions/exemption.entity.js';
import { ExemptionResolver } from './exemptions/exemption.resolver.js';
import { ExemptionService } from './exemptions/exemption.service.js';
import { ExportsModule } from './exports/exports.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { RecordViewsResolver } from './record-views/record-views.resolver.js';
import { ReportsModule } from './reports/reports.module.js';
import { SnapshotsModule } from './snapshots/snapshots.module.js';
import { StandingsModule } from './standings/standings.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { WhatIfModule } from './what-if/what-if.module.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  imports: [
    AllocationsModule,
    AuditorsModule,
    AuditPacketsModule,
    ConsequencesModule,
    ExportsModule,
    OperationsModule,
    PoliciesModule,
    ReportsModule,
    SnapshotsModule,
    StandingsModule,
    StatisticsModule,
    WhatIfModule,
  ],
  providers: [AdoptionService, ExemptionResolver, ExemptionService, MandateResolver, RecordViewsResolver],
})
export class ComplianceModule {}
