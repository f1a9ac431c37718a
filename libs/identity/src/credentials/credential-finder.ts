import { Injectable } from '@nestjs/common';
import { Actor, TenantDb } from '#platform';
import { resolveCredential, type ResolvedCredential } from './credentials.queries.js';

// Row-level security shows this agency nothing at all: only the resolver's function answers.
const NO_AGENCY = '00000000-0000-0000-0000-000000000000';

/** Finds whose credential a lookup is, before any agency is known. */
@Injectable()
export class CredentialFinder {
  constructor(private readonly db: TenantDb) {}

  async find(lookup: string, requestId: string): Promise<ResolvedCredential[]> {
    const nobody = Actor.anonymous(requestId).inAgency(NO_AGENCY);
    try {
      return await this.db.read(nobody, (tx) => resolveCredential(tx, lookup));
    } finally {
      await this.db.endOperation(nobody);
    }
  }
}
