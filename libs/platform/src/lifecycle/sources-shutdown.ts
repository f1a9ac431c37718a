import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccessLog } from '../access-log/access-log.js';
import { CONTROL_SOURCE } from '../database/control-db.js';
import { BELL, type Bell } from '../tasks/bell.js';

/** Lets go of the connections last, after the servers and the workers have drained. */
@Injectable()
export class SourcesShutdown implements OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Optional() @Inject(CONTROL_SOURCE) private readonly control: DataSource | null,
    @Inject(BELL) private readonly bell: Bell,
    private readonly accessLog: AccessLog,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.accessLog.flush();
    for (const source of [this.source, this.control]) if (source?.isInitialized) await source.destroy();
    await this.bell.close();
  }
}
