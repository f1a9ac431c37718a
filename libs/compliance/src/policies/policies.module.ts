import { Module } from '@nestjs/common';
import { MembersLoader } from '../reports/members-loader.js';
import './agency-mandate.entity.js';
import { AgencyMandateResolver } from './agency-mandate.resolver.js';
import { DryRunResolver } from './dry-run.resolver.js';
import { DryRunService } from './dry-run.service.js';
import { PolicyEditorService } from './policy-editor.service.js';

/** Mandates that an agency writes itself, and what adopting one would change. */
@Module({
  providers: [AgencyMandateResolver, DryRunResolver, DryRunService, MembersLoader, PolicyEditorService],
})
export class PoliciesModule {}
