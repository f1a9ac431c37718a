import { Module } from '@nestjs/common';
import './allocation-release.entity.js';
import './allocation.entity.js';
import { AllocationResolver } from './allocation.resolver.js';
import { AllocationService } from './allocation.service.js';

/** What the ledger is used for beside the mandates. The entities are imported to register their tables. */
@Module({ providers: [AllocationResolver, AllocationService] })
export class AllocationsModule {}
