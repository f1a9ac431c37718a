import { Inject, Injectable } from '@nestjs/common';
import { Actor } from '../actor/actor.js';
import { TenantDb } from '../database/tenant-db.js';
import { faultOf, LOGGER, type Logger } from '../logging/logger.js';
import { addAccess, addViews, type Access } from './access-log.queries.js';
import { ListedToday } from './listed-today.js';
import { viewsOf, type Viewed } from './viewed.js';
import { WaitingViews } from './waiting-views.js';
import './auditor-access.entity.js';
import './record-view.entity.js';

/**
 * Who looked at whose record. Of members and service accounts it is written a moment after the answer, and costs it nothing; a state auditor
 * gets no answer before it is on record.
 */
@Injectable()
export class AccessLog {
  private readonly shownTo = new WeakMap<Actor, Viewed[]>();
  /** What each request has looked up, so that it counts once. */
  private readonly lookedUp = new WeakMap<Actor, Set<string>>();
  private readonly listed = new ListedToday();
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
    const { what, onList } = viewed;
    const viewedAt = new Date();
    const views = this.firstSeen(actor, viewed, viewedAt)
      .filter((memberId) => memberId !== principalId)
      .map((memberId) => ({ memberId, what, onList, viewerId: principalId, viewerKind: kind, viewedAt, requestId }));
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
  private firstSeen(actor: Actor, { what, memberIds, onList }: Viewed, at: Date): string[] {
    if (onList) {
      const day = at.toISOString().slice(0, 10);
      return this.listed.firstSeen(`${actor.agencyId} ${actor.principalId} ${what} ${day}`, memberIds);
    }
    let seen = this.lookedUp.get(actor);
    if (!seen) this.lookedUp.set(actor, (seen = new Set()));
    const known = seen;
    return memberIds.filter((id) => {
      const key = `${what} ${id}`;
      return !known.has(key) && known.add(key);
    });
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const writer = (agencyId: string): Actor =>
  new Actor({ agencyId, principalId: NOBODY, kind: 'TASK', scopes: new Map(), requestId: 'access-log' });
