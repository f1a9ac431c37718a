import type { TenantTx } from '#platform';
import type { PacketSelection } from './audit-packet.js';

export interface PacketRow extends PacketSelection {
  id: string;
  startedBy: string;
  createdAt: Date;
  /** null until it has ended. */
  digest: string | null;
  officers: number | null;
  pdfBlobId: string | null;
  zipBlobId: string | null;
}

export type PacketOutcome = {
  [K in 'digest' | 'officers' | 'pdfBlobId' | 'zipBlobId']: NonNullable<PacketRow[K]>;
} & { packetId: string };

const PACKET = `a.id, a.presentation_id as "presentationId", a.member_id as "memberId", a.mandate_code as "mandateCode",
  a.org_unit_id as "orgUnitId", a.as_of::text as "asOf", a.started_by as "startedBy", a.created_at as "createdAt", o.digest, o.officers,
  o.pdf_blob_id as "pdfBlobId", o.zip_blob_id as "zipBlobId"`;
const FROM = 'audit_packets a left join audit_packet_outcomes o on o.agency_id = $1 and o.packet_id = a.id';

export async function addPacket(
  tx: TenantTx,
  { id, startedBy, ...asked }: PacketSelection & { id: string; startedBy: string },
): Promise<void> {
  await tx.query(
    `insert into audit_packets (agency_id, id, presentation_id, member_id, mandate_code, org_unit_id, as_of, started_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[tx.agencyId, id, asked.presentationId, asked.memberId, asked.mandateCode],
      ...[asked.orgUnitId, asked.asOf, startedBy],
    ],
  );
}

/** A packet belongs to the agency: whoever may read exports sees all of them. */
export async function packetById(tx: TenantTx, id: string): Promise<PacketRow | null> {
  const [row] = await tx.query<PacketRow>(`select ${PACKET} from ${FROM} where a.agency_id = $1 and a.id = $2`, [
    tx.agencyId,
    id,
  ]);
  return row ?? null;
}

/** Newest first. @param page.before only those started before this one */
export function listPackets(
  tx: TenantTx,
  { before, limit }: { before: string | null; limit: number },
): Promise<PacketRow[]> {
  return tx.query<PacketRow>(
    `select ${PACKET} from ${FROM} where a.agency_id = $1 and ($2::uuid is null or a.id < $2) order by a.id desc limit $3`,
    [tx.agencyId, before, limit],
  );
}

/** Stores what came of it. A second one is a fault of ours and fails: whoever ran late must not put files beside the first. */
export async function addPacketOutcome(tx: TenantTx, outcome: PacketOutcome): Promise<void> {
  await tx.query(
    `insert into audit_packet_outcomes (agency_id, packet_id, pdf_blob_id, zip_blob_id, digest, officers)
     values ($1, $2, $3, $4, $5, $6)`,
    [tx.agencyId, outcome.packetId, outcome.pdfBlobId, outcome.zipBlobId, outcome.digest, outcome.officers],
  );
}
