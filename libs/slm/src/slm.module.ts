import { Module } from '@nestjs/common';
import { PersonaEngines } from './engines/persona-engines.js';
import './registry/agency-model.entity.js';
import { ModelVersionsResolver } from './registry/model-versions.resolver.js';

/** What plays the civilians. The entity is imported to register its table. */
@Module({ providers: [PersonaEngines, ModelVersionsResolver], exports: [PersonaEngines] })
export class SlmModule {}
