import { Injectable } from '@nestjs/common';
import { audit, Events, notFound, TenantDb, UserError, type Actor } from '#platform';
import { enteredText } from '../entered-values.js';
import type { IdPage } from '../id-page.js';
import { activeTrainees } from '../member-standing.queries.js';
import { checkBatchSize, outcomesOf, type TraineeOutcome } from '../trainee-batch.js';
import { addRosterState, lastRosterReason, lockPresentation, presentationsByIds } from './presentation.queries.js';
import { problemsOfRoster } from './problems-of-roster.js';
import { putOnRoster } from './put-on-roster.js';
import { rosterChanged } from './roster-changed.js';
import { takenOff } from './roster-corrections.queries.js';
import type { RosterEntryEntity } from './roster-entry.entity.js';
import type { RosterStateEntity } from './roster-state.entity.js';
import { mayFollow, needsReason, type RosterDecision, type RosterState } from './roster-state.js';
import { rosterEntriesByIds, rosterEntriesOf, rosterStatesOf } from './roster.queries.js';

export const MOST_REASON_LENGTH = 1_000;

export interface AddToRoster {
  presentationId: string;
  /** UUIDs of members; null for what was sent and is no id of a member. */
  traineeIds: readonly (string | null)[];
}

export type RosterEntryStatus = 'ADDED' | 'ALREADY_ON_ROSTER';

/** Who attends a presentation, and what the state board says about it. */
@Injectable()
export class RosterService {
  constructor(
    private readonly db: TenantDb,
    private readonly events: Events,
  ) {}

  /** One outcome per trainee. Safe to repeat. */
  async add(
    actor: Actor,
    input: AddToRoster,
  ): Promise<{ presentationId: string; outcomes: TraineeOutcome<RosterEntryStatus>[] }> {
    const reach = actor.reach('presentation:write');
    checkBatchSize(input.traineeIds.length);
    return this.db.run(actor, async (tx) => {
      const presentation = await lockPresentation(tx, reach, input.presentationId);
      if (!presentation) throw notFound('input.presentationId', 'presentation');
      const asked = input.traineeIds.filter((id) => id !== null);
      const trainees = await activeTrainees(tx, reach, asked);
      // Else the instructor would sign what they sat themselves.
      const instructs = trainees.delete(presentation.instructorId);
      const off = await takenOff(tx, presentation.id, [...trainees]);
      for (const id of off) trainees.delete(id);
      const added = await putOnRoster(tx, actor, presentation, [...trainees], this.events);
      const words = { done: 'ADDED', already: 'ALREADY_ON_ROSTER' } as const;
      const outcomes = outcomesOf(input.traineeIds, added, words, (id) => {
        if (trainees.has(id)) return null;
        if (off.has(id))
          return { code: 'NOT_ALLOWED', message: 'a correction took them off this roster: add them by one' };
        return instructs && id === presentation.instructorId
          ? { code: 'NOT_ALLOWED', message: 'the instructor of a presentation cannot be on its roster' }
          : { code: 'NOT_FOUND', message: 'no such active trainee' };
      });
      return { presentationId: presentation.id, outcomes };
    });
  }

  /**
   * Submits the roster to the state board.
   * @throws UserError WRONG_STATE when its state does not allow it, or with the first of the blocking `rosterProblems`
   */
  submit(actor: Actor, input: { presentationId: string }): Promise<{ presentationId: string }> {
    return this.step(actor, input.presentationId, 'SUBMITTED', null);
  }

  /** Records what the board answered. @param reason needed for REJECTED */
  decide(
    actor: Actor,
    input: { presentationId: string; decision: RosterDecision; reason: string | null },
  ): Promise<{ presentationId: string }> {
    return this.step(actor, input.presentationId, input.decision, input.reason);
  }

  /** Reopens a decided roster: what it earned counts again only once it is approved again. */
  correct(actor: Actor, input: { presentationId: string; reason: string }): Promise<{ presentationId: string }> {
    return this.step(actor, input.presentationId, 'CORRECTED', input.reason);
  }

  /** One page of the roster of each presentation. */
  entriesOf(actor: Actor, presentationIds: readonly string[], page: IdPage): Promise<RosterEntryEntity[]> {
    return this.db.read(actor, (tx) => rosterEntriesOf(tx, actor.reach('presentation:read'), presentationIds, page));
  }

  async entry(actor: Actor, id: string): Promise<RosterEntryEntity | null> {
    const read = actor.reach('presentation:read');
    return this.db.read(actor, async (tx) => (await rosterEntriesByIds(tx, read, [id]))[0] ?? null);
  }

  /** One page of the states each roster went through; nothing for presentations that the actor may not see. */
  statesOf(actor: Actor, presentationIds: readonly string[], page: IdPage): Promise<RosterStateEntity[]> {
    return this.db.read(actor, async (tx) => {
      const seen = await presentationsByIds(tx, actor.reach('presentation:read'), presentationIds);
      return rosterStatesOf(
        tx,
        seen.map((presentation) => presentation.id),
        page,
      );
    });
  }

  private async step(
    actor: Actor,
    presentationId: string,
    to: RosterState,
    given: string | null,
  ): Promise<{ presentationId: string }> {
    const reach = actor.reach('presentation:write');
    const reason =
      given === null && !needsReason(to) ? null : enteredText(given ?? '', 'input.reason', MOST_REASON_LENGTH);
    return this.db.run(actor, async (tx) => {
      const presentation = await lockPresentation(tx, reach, presentationId);
      if (!presentation) throw notFound('input.presentationId', 'presentation');
      const from = presentation.rosterState;
      // A repeat of what was done, for instance after a lost answer.
      if (from === to && (await lastRosterReason(tx, presentation.id)) === reason) return { presentationId };
      if (!mayFollow(from, to)) throw wrongState(`a roster that is ${from} cannot become ${to}`);
      if (to === 'SUBMITTED') {
        const [problem] = (await problemsOfRoster(tx, presentation)).filter(({ blocking }) => blocking);
        if (problem) throw wrongState(`${problem.message} (${problem.field})`);
      }
      await addRosterState(tx, { presentationId: presentation.id, state: to, reason, decidedBy: actor.principalId });
      await audit(tx, actor, {
        action: `roster.${to.toLowerCase()}`,
        entityType: 'Presentation',
        entityId: presentation.id,
        details: { from, to, ...(reason === null ? {} : { reason }) },
      });
      await this.events.publish(tx, actor, rosterChanged, { presentationId: presentation.id });
      return { presentationId };
    });
  }
}

const wrongState = (message: string): UserError => new UserError('WRONG_STATE', 'input.presentationId', message);
