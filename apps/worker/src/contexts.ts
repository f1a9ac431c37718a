import { ComplianceModule } from '#compliance';
import { CurriculaModule } from '#curricula';
import type { Type } from '@nestjs/common';
import { ScoringModule } from '#scoring';
import { SessionsModule } from '#sessions';
import { TraineesModule } from '#trainees';

/** The contexts whose tasks this process runs, with those they stand on, in the order of libs/. */
export const CONTEXTS: Type[] = [CurriculaModule, TraineesModule, SessionsModule, ScoringModule, ComplianceModule];
