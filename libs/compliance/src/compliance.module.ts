import { Module } from '@nestjs/common';
import { AdoptionService } from './adoptions/adoption.service.js';
import { MandateResolver } from './adoptions/mandate.resolver.js';
import './adoptions/adopted-mandate.entity.js';
import { AuditViewService } from './auditors/audit-view.service.js';
import { AuditedMemberResolver, AuditViewResolver } from './auditors/audit-view.resolver.js';
import { AuditorAccessResolver } from './auditors/auditor-accesses.resolver.js';
import './auditors/auditor-grant.entity.js';
import { AuditorGrantResolver } from './auditors/auditor-grant.resolver.js';
import { AuditorGrantService } from './auditors/auditor-grant.service.js';
import './auditors/auditor-unit.entity.js';
import { ExemptionResolver } from './exemptions/exemption.resolver.js';
import { ExemptionService } from './exemptions/exemption.service.js';
import './exemptions/exemption.entity.js';
import { RecordViewsResolver } from './record-views/record-views.resolver.js';
import { ComplianceResolver } from './reports/compliance.resolver.js';
import { ComplianceService } from './reports/compliance.service.js';
import { MembersLoader } from './reports/members-loader.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  providers: [
    AdoptionService,
    AuditedMemberResolver,
    AuditorAccessResolver,
    AuditorGrantResolver,
    AuditorGrantService,
    AuditViewResolver,
    AuditViewService,
    ComplianceResolver,
    ComplianceService,
    ExemptionResolver,
    ExemptionService,
    MandateResolver,
    MembersLoader,
    RecordViewsResolver,
  ],
})
export class ComplianceModule {}
