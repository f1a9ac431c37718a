import { until } from '../until.js';
import type { People } from './agency-people.js';

/** An audit packet and a snapshot of everybody, made by the worker as somebody asked for them. */
export async function keepProof({ as, ids }: People): Promise<void> {
  const admin = as('admin');
  const started = await admin.done<{ auditPacket: { id: string } }>(
    `mutation($input: StartAuditPacketInput!) { startAuditPacket(input: $input) { auditPacket { id } userErrors { field message } } }`,
    { input: { mandateCode: 'US-GA-ANNUAL', idempotencyKey: 'packet' } },
  );
  ids.AuditPacket = started.auditPacket.id;
  await admin.done(
    `mutation($input: TakeSnapshotInput!) { takeSnapshot(input: $input) { operation { id } userErrors { field message } } }`,
    { input: { kind: 'STATUS_LIST', idempotencyKey: 'snapshot' } },
  );
  const look = async (): Promise<string | null> => {
    const { nodes } = await admin.done<{ nodes: { id: string }[] }>(
      '{ complianceSnapshots(first: 1) { nodes { id } } }',
    );
    const { pdf } = await admin.done<{ pdf: { id: string } | null }>(
      'query($id: ID!) { node(id: $id) { ... on AuditPacket { pdf { id } } } }',
      { id: started.auditPacket.id },
    );
    return pdf && (nodes[0]?.id ?? null);
  };
  ids.ComplianceSnapshot = await until('a packet and a snapshot', look, 60_000);
}
