import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A readiness probe that waits longer than this is as good as refused. */
const PATIENCE_MS = 2_000;

/** Whether the process reaches its database now. */
@Injectable()
export class DatabaseHealth {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  /** False after two seconds without an answer. Never throws. */
  async answers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const answer = this.source.query('select 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
  }
}
