import { Module } from '@nestjs/common';
import { AdoptionService } from './adoptions/adoption.service.js';
import { MandateResolver } from './adoptions/mandate.resolver.js';
import './adoptions/adopted-mandate.entity.js';
import { ExemptionResolver } from './exemptions/exemption.resolver.js';
import { ExemptionService } from './exemptions/exemption.service.js';
import './exemptions/exemption.entity.js';
import { AgencyMandateResolver } from './policies/agency-mandate.resolver.js';
import './policies/agency-mandate.entity.js';
import { PolicyEditorService } from './policies/policy-editor.service.js';
import { ComplianceResolver } from './reports/compliance.resolver.js';
import { ComplianceService } from './reports/compliance.service.js';
import { MembersLoader } from './reports/members-loader.js';

/** Mandates that agencies adopt, and how their members stand under them. The entities are imported to register their tables. */
@Module({
  providers: [
    AdoptionService,
    AgencyMandateResolver,
    ComplianceResolver,
    ComplianceService,
    ExemptionResolver,
    ExemptionService,
    MandateResolver,
    MembersLoader,
    PolicyEditorService,
  ],
})
export class ComplianceModule {}
