import { Module } from '@nestjs/common';
import './consequence-end.entity.js';
import './consequence.entity.js';
import { ConsequenceResolver } from './consequence.resolver.js';
import { ConsequenceService } from './consequence.service.js';

/** What authorities do about missed windows. The entities are imported to register their tables. */
@Module({ providers: [ConsequenceResolver, ConsequenceService] })
export class ConsequencesModule {}
