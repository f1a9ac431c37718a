import { Inject, Injectable } from '@nestjs/common';
import { Actor } from '../actor/actor.js';
import { TenantDb } from '../database/tenant-db.js';
import { faultOf, LOGGER, type Logger } from '../logging/logger.js';
import { BoundedMap } from '../memory/bounded-map.js';
import { addAccess, addViews, type Access } from './access-log.queries.js';
import { viewsOf, type MemberView, type Viewed } from './viewed.js';
import { WaitingViews } from './waiting-views.js';
import './auditor-access.entity.js';
import './record-view.entity.js';

/** Listed looks that this process remembers to have added today: a list that is read all day is written once. */
const REMEMBERED = 50_000;

/**
 * Who looked at whose record. Of members and service accounts it is written a moment after the answer, and costs it nothing; a state auditor
 * gets no answer before it is on record.
 */
@Injectable()
export class AccessLog {
  private readonly shownTo = new WeakMap<Actor, Viewed[]>();
  private readonly listed = new BoundedMap<true>(REMEMBERED);
  private readonly waiting: WaitingViews;

  constructor(
    private readonly db: TenantDb,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.waiting = new WaitingViews(
      (agencyId, views) => db.run(writer(agencyId), (tx) => addViews(tx, views)),
      (fault, lost) => logger.error({ fault: faultOf(fault), lost }, 'looks at records could not be written'),
    );
  }

  /** Called by whoever shows records of members. What a member sees of themself is nobody's business. */
  viewed(actor: Actor, viewed: Viewed): void {
    const { agencyId, kind, principalId, requestId } = actor;
    if (agencyId === null || viewed.memberIds.length === 0) return;
    if (kind === 'STATE_AUDITOR') {
      const shown = this.shownTo.get(actor);
      if (shown) shown.push(viewed);
      else this.shownTo.set(actor, [viewed]);
      return;
    }
    if (kind !== 'MEMBER' && kind !== 'SERVICE_ACCOUNT') return;
    const viewedAt = new Date();
    const views = viewsOf([viewed])
      .filter((view) => view.memberId !== principalId && this.isNew(actor, view, viewedAt))
      .map((view) => ({ ...view, viewerId: principalId, viewerKind: kind, viewedAt, requestId }));
    this.waiting.add(agencyId, views);
  }

  /**
   * Puts a state auditor's request on record, with whom it showed: before the answer leaves.
   * @throws what the database throws: the answer must not leave then
   */
  async answered(actor: Actor, access: Access): Promise<void> {
    const views = viewsOf(this.shownTo.get(actor) ?? []);
    this.shownTo.delete(actor);
    const { agencyId, principalId, kind, requestId } = actor;
    // Not the operation's own actor, which may have been cut short.
    const recording = new Actor({ agencyId, principalId, kind, requestId, scopes: new Map() });
    await this.db.run(recording, (tx) => addAccess(tx, recording, access, views));
  }

  /** Writes what waits: before the process ends, and in tests. */
  flush(): Promise<void> {
    return this.waiting.flush();
  }

  /** A look at one member counts once a request, on a list once a day. */
  private isNew(actor: Actor, view: MemberView, at: Date): boolean {
    const when = view.onList ? at.toISOString().slice(0, 10) : actor.requestId;
    const key = `${actor.agencyId} ${actor.principalId} ${view.memberId} ${view.what} ${when}`;
    if (this.listed.get(key)) return false;
    this.listed.set(key, true);
    return true;
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const writer = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: NOBODY, kind: 'TASK', scopes: new Map(), requestId: 'access-log' });
