import { Module } from '@nestjs/common';
import { RosterResolver } from './roster.resolver.js';
import { RosterService } from './roster.service.js';

@Module({ providers: [RosterService, RosterResolver] })
export class IntegrationsModule {}
