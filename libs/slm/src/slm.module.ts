import { Module } from '@nestjs/common';
import { PersonaEngines } from './engines/persona-engines.js';

@Module({ providers: [PersonaEngines], exports: [PersonaEngines] })
export class SlmModule {}
