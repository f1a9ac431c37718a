import { agencyProfile, orgUnitsByIds } from '#agencies';
import { Injectable } from '@nestjs/common';
import { AccessLog, TenantDb, unauthenticated, type Actor } from '#platform';
import DataLoader from 'dataloader';
import { localDateOf, type LocalDate } from '../evaluation/local-date.js';
import {
  membersShown,
  presentationsShown,
  rosterShown,
  type AuditedMember,
  type AuditedPresentation,
  type PresentationPosition,
} from './audit-view.queries.js';
import { dayShown } from './auditor-grant.js';
import { grantById, type AuditorGrant } from './auditor-grant.queries.js';

/** What a state auditor is shown, as it is at the moment of the request. */
export interface AuditView {
  agencyName: string;
  grant: AuditorGrant;
  orgUnitNames: string[];
  /** Where the agency is. */
  today: LocalDate;
  asOf: LocalDate;
  readAt: Date;
}

/** What the board is shown: by a grant, which says which mandates, whose records and of which days. */
@Injectable()
export class AuditViewService {
  private readonly members = new WeakMap<Actor, DataLoader<string, AuditedMember | null>>();

  constructor(
    private readonly db: TenantDb,
    private readonly log: AccessLog,
  ) {}

  /** @throws UNAUTHENTICATED when the grant ended since the token was looked at */
  view(actor: Actor): Promise<AuditView> {
    actor.reach('board:read');
    return this.db.read(actor, async (tx) => {
      const grant = await grantById(tx, actor.principalId);
      const agency = await agencyProfile(tx);
      if (!grant?.active || !agency) throw unauthenticated();
      const [clock] = await tx.query<{ at: Date }>('select transaction_timestamp() as at');
      const readAt = clock!.at;
      const today = localDateOf(readAt, agency.timezone);
      const units = await orgUnitsByIds(tx, grant.orgUnitIds);
      const orgUnitNames = units.map(({ name }) => name).sort();
      return { agencyName: agency.name, grant, orgUnitNames, today, asOf: dayShown(null, today, grant), readAt };
    });
  }

  presentations(
    actor: Actor,
    { grant }: AuditView,
    page: { after: PresentationPosition | null; limit: number },
  ): Promise<AuditedPresentation[]> {
    return this.db.read(actor, (tx) => presentationsShown(tx, actor.reach('board:read'), grant, page));
  }

  async roster(
    actor: Actor,
    { grant }: AuditView,
    asked: { presentationId: string; after: string | null; limit: number },
  ): Promise<(AuditedMember & { entryId: string })[]> {
    const { idSystem } = grant;
    const rows = await this.db.read(actor, (tx) =>
      rosterShown(tx, actor.reach('board:read'), grant, { ...asked, idSystem }),
    );
    this.log.viewed(actor, { what: 'ROSTER', memberIds: rows.map(({ id }) => id), onList: true });
    return rows;
  }

  /** The members of a page in one query; null for one who is not shown. */
  member(actor: Actor, id: string): Promise<AuditedMember | null> {
    let loader = this.members.get(actor);
    if (!loader) {
      loader = new DataLoader((ids: readonly string[]) => this.read(actor, ids), { cache: false });
      this.members.set(actor, loader);
    }
    return loader.load(id);
  }

  private async read(actor: Actor, ids: readonly string[]): Promise<(AuditedMember | null)[]> {
    const rows = await this.db.read(actor, async (tx) => {
      const grant = await grantById(tx, actor.principalId);
      return grant ? membersShown(tx, actor.reach('board:read'), ids, grant.idSystem) : [];
    });
    const members = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => members.get(id) ?? null);
  }
}
