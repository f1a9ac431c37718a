import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { DeviceResolver } from './device.resolver.js';
import { DeviceService } from './device.service.js';
import { PullService } from './pull.service.js';
import { PushService } from './push.service.js';
import { RecordIntake } from './record-intake.js';

@Module({
  imports: [IdentityModule],
  providers: [DeviceService, PullService, PushService, RecordIntake, DeviceResolver],
})
export class EdgeSyncModule {}
