import { Module } from '@nestjs/common';
import { AgencyResolver } from './agencies/agency.resolver.js';
import { AgencyService } from './agencies/agency.service.js';
import './agencies/agency.entity.js';
import { ProvisioningService } from './agencies/provisioning.service.js';
import { AuditTrailResolver } from './audit-trail/audit-trail.resolver.js';
import { AuditTrailService } from './audit-trail/audit-trail.service.js';
import './external-ids/external-id.entity.js';
import './facts/member-fact.entity.js';
import { MemberDetailsLoader, MemberFieldsResolver } from './members/member-fields.resolver.js';
import { MemberResolver } from './members/member.resolver.js';
import './members/member.entity.js';
import { MembersService } from './members/members.service.js';
import { OrgUnitResolver } from './org-units/org-unit.resolver.js';
import './org-units/org-unit.entity.js';
import { OrgUnitsService } from './org-units/org-units.service.js';
import { StuckTaskResolver } from './stuck-tasks/stuck-task.resolver.js';
import { StuckTasksService } from './stuck-tasks/stuck-tasks.service.js';

/** The agency, its org units and its members with what is known of them. The entities are imported to register their tables. */
@Module({
  providers: [
    AgencyResolver,
    AgencyService,
    AuditTrailResolver,
    AuditTrailService,
    MemberDetailsLoader,
    MemberFieldsResolver,
    MemberResolver,
    MembersService,
    OrgUnitResolver,
    OrgUnitsService,
    ProvisioningService,
    StuckTaskResolver,
    StuckTasksService,
  ],
  exports: [MembersService, ProvisioningService],
})
export class AgenciesModule {}
