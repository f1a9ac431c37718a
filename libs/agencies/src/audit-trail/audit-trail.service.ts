import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import { auditEntriesBefore, auditEntryById, type AuditEntry } from './audit-trail.queries.js';

@Injectable()
export class AuditTrailService {
  constructor(private readonly db: TenantDb) {}

  /** A page, newest first: entries before the id, of one thing if one is named. */
  async before(actor: Actor, beforeId: string | null, entityId: string | null, limit: number): Promise<AuditEntry[]> {
    return this.db.read(actor, (tx) => auditEntriesBefore(tx, beforeId, entityId, limit));
  }

  async byId(actor: Actor, id: string): Promise<AuditEntry | null> {
    // The trail is the agency's: there is no part of it that a shorter reach could show.
    if (!actor.holds('audit:read', 'AGENCY')) return null;
    return this.db.read(actor, (tx) => auditEntryById(tx, id));
  }
}
