import { Module } from '@nestjs/common';
import { ForecastResolver } from './forecast.resolver.js';
import { ForecastService } from './forecast.service.js';

/** Who would lapse if something were on record that is not. */
@Module({ providers: [ForecastResolver, ForecastService] })
export class WhatIfModule {}
