import { Module } from '@nestjs/common';
import { ComplianceResolver } from './compliance.resolver.js';
import { ComplianceService } from './compliance.service.js';
import { MembersLoader } from './members-loader.js';

/** How members stand, as people ask for it. */
@Module({
  providers: [ComplianceResolver, ComplianceService, MembersLoader],
  exports: [ComplianceResolver],
})
export class ReportsModule {}
