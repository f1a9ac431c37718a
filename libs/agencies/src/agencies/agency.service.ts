import { Injectable } from '@nestjs/common';
import { TenantDb, type Actor } from '#platform';
import { agencyProfile, type Agency } from './agencies.queries.js';

@Injectable()
export class AgencyService {
  constructor(private readonly db: TenantDb) {}

  /** The actor's own agency. */
  async own(actor: Actor): Promise<Agency> {
    const agency = await this.db.read(actor, agencyProfile);
    // A token of an agency is only ever given to a member of it, and the agency's row comes first.
    if (!agency) throw new Error(`the agency ${actor.agencyId} has a principal but no row`);
    return agency;
  }
}
