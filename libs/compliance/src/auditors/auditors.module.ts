import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module.js';
import { AuditedMemberResolver, AuditViewResolver } from './audit-view.resolver.js';
import { AuditViewService } from './audit-view.service.js';
import { AuditorAccessResolver } from './auditor-accesses.resolver.js';
import './auditor-grant.entity.js';
import { AuditorGrantResolver } from './auditor-grant.resolver.js';
import { AuditorGrantService } from './auditor-grant.service.js';
import './auditor-unit.entity.js';

/** What an agency shows a state auditor for a time, and what they read of it. */
@Module({
  imports: [ReportsModule],
  providers: [
    AuditedMemberResolver,
    AuditorAccessResolver,
    AuditorGrantResolver,
    AuditorGrantService,
    AuditViewResolver,
    AuditViewService,
  ],
})
export class AuditorsModule {}
