import 'reflect-metadata';
import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { Tasks, TenantDb, type Actor, type Lease, type TaskHandler } from '#platform';
import { Fleet, modelVersionById } from '#slm';
import { CONTEXTS } from '../../apps/worker/src/contexts.js';
import { benchGrading, type BenchGradingPayload } from './grading-task.js';

/** Asks an engine for an answer that nobody reads. */
@Injectable()
class BenchGrading implements TaskHandler<BenchGradingPayload>, OnModuleInit {
  readonly task = benchGrading;

  constructor(
    private readonly db: TenantDb,
    private readonly tasks: Tasks,
    private readonly fleet: Fleet,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this);
  }

  async handle(actor: Actor, { modelVersionId, number }: BenchGradingPayload, lease: Lease): Promise<void> {
    const ref = await this.db.run(actor, (tx) => modelVersionById(tx, modelVersionId));
    const answer = this.fleet.model(ref).chat({
      messages: [{ role: 'user', content: `Grade session ${number}.` }],
      maxTokens: 90,
      temperature: 0,
      seed: number,
      affinity: `grading ${number}`,
      signal: lease.signal,
    });
    for await (const event of answer) if (event.type === 'final') break;
    await this.db.run(actor, (tx) => this.tasks.finish(tx, lease));
  }
}

@Module({ providers: [BenchGrading] })
class BenchModule {}

// The worker as it is, with one task more.
CONTEXTS.push(BenchModule);
await import('../../apps/worker/src/main.js');
