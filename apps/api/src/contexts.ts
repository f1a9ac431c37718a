import { AgenciesModule } from '#agencies';
import { ComplianceModule } from '#compliance';
import { CurriculaModule } from '#curricula';
import { EdgeSyncModule } from '#edge-sync';
import { IdentityModule } from '#identity';
import { IntegrationsModule } from '#integrations';
import type { Type } from '@nestjs/common';
import { ScoringModule } from '#scoring';
import { SessionsModule } from '#sessions';
import { TraineesModule } from '#trainees';

/** The contexts whose fields this API answers, in the order of libs/. */
export const CONTEXTS: Type[] = [
  IdentityModule,
  AgenciesModule,
  CurriculaModule,
  TraineesModule,
  SessionsModule,
  ScoringModule,
  ComplianceModule,
  EdgeSyncModule,
  IntegrationsModule,
];
