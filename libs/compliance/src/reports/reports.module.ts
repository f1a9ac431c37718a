import { Module } from '@nestjs/common';
import { ComplianceResolver } from './compliance.resolver.js';
import { ComplianceService } from './compliance.service.js';
import { CourseGapResolver } from './course-gap/course-gap.resolver.js';
import { CourseGapService } from './course-gap/course-gap.service.js';
import { DashboardResolver } from './dashboard/dashboard.resolver.js';
import { DashboardService } from './dashboard/dashboard.service.js';
import { MemberStatusesResolver } from './member-statuses/member-statuses.resolver.js';
import { MemberStatusesService } from './member-statuses/member-statuses.service.js';
import { MembersLoader } from './members-loader.js';

/** How members stand, as people ask for it. */
@Module({
  providers: [
    ComplianceResolver,
    ComplianceService,
    CourseGapResolver,
    CourseGapService,
    DashboardResolver,
    DashboardService,
    MemberStatusesResolver,
    MemberStatusesService,
    MembersLoader,
  ],
  exports: [ComplianceResolver],
})
export class ReportsModule {}
