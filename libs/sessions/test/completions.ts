import { Module, type OnModuleInit } from '@nestjs/common';
import { audit, Events } from '#platform';
import { sessionCompleted } from '../src/index.js';
import type { SessionAgency } from './session-agency.js';

const ACTION = 'test.heard-completion';

/** Hears every completion in the transaction that publishes it, as grading does, and can be made to fail or to wait. */
@Module({})
export class CompletionsModule implements OnModuleInit {
  static failing = false;
  private static gate: { reach: () => void; open: Promise<void> } | null = null;

  /** Makes the next handler wait inside its transaction, `reached` it, until `release`. */
  static hold(): { reached: Promise<void>; release: () => void } {
    let [reach, release]: (() => void)[] = [];
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const open = new Promise<void>((resolve) => (release = resolve));
    CompletionsModule.gate = { reach: reach as () => void, open };
    return { reached, release: release as () => void };
  }

  constructor(private readonly events: Events) {}

  onModuleInit(): void {
    this.events.on(sessionCompleted, async (tx, actor, { sessionId }) => {
      await audit(tx, actor, { action: ACTION, entityType: 'ScenarioSession', entityId: sessionId });
      const { gate } = CompletionsModule;
      CompletionsModule.gate = null;
      gate?.reach();
      await gate?.open;
      if (CompletionsModule.failing) throw new Error('the handler failed');
    });
  }
}

/** How often the completion of this session was heard, and committed. */
export const timesCompleted = async (agency: SessionAgency, sessionId: string): Promise<number> =>
  (await agency.rows('select 1 from audit_entries where action = $1 and entity_id = $2', [ACTION, sessionId])).length;
