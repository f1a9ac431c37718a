import { AgenciesModule } from '#agencies';
import { CurriculaModule } from '#curricula';
import { EdgeSyncModule } from '#edge-sync';
import { IdentityModule } from '#identity';
import { IntegrationsModule } from '#integrations';
import type { Type } from '@nestjs/common';
import { SessionsModule } from '#sessions';
import { TraineesModule } from '#trainees';

/** The contexts whose fields this API answers, in the order of libs/. */
export const CONTEXTS: Type[] = [
  IdentityModule,
  AgenciesModule,
  CurriculaModule,
  TraineesModule,
  SessionsModule,
  EdgeSyncModule,
  IntegrationsModule,
];
