import { unzipSync } from 'fflate';
import { until } from '#testing';
import { v7 as uuidv7 } from 'uuid';
import type { Json } from './compliance-agency.js';
import { ExportClient } from './export-client.js';

const BLOB = '{ fileName mediaType bytes digest downloadUrl expiresAt }';
const PACKET = `id presentationId memberId mandateCode orgUnitId asOf startedById officers digest operation { state done total result error }
  pdf ${BLOB} zip ${BLOB}`;
const START = `mutation ($input: StartAuditPacketInput!) { startAuditPacket(input: $input) { auditPacket { ${PACKET} } userErrors { code field message } } }`;
const READ = `query ($id: ID!) { node(id: $id) { ... on AuditPacket { ${PACKET} } } }`;
const LIST = `query ($after: String) { auditPackets(first: 2, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${PACKET} } } }`;
const ATTACH = `mutation ($input: AttachDocumentInput!) { attachDocument(input: $input) { documents { kind fileName bytes digest } userErrors { code field message } } }`;

/** Audit packets as a client of the API makes and reads them. */
export class PacketClient {
  private constructor(readonly exports: ExportClient) {}

  static async serve(options: { worker: boolean }): Promise<PacketClient> {
    return new PacketClient(await ExportClient.serve(options));
  }

  /** The answer to `startAuditPacket`: `{auditPacket, userErrors}`, or the errors of the request. */
  async start(token: string, input: object): Promise<Json> {
    const asked = { idempotencyKey: uuidv7(), ...input };
    const { data, errors } = (await this.exports.app.as(token).ask(START, { input: asked })) as Json;
    return data?.startAuditPacket ?? errors;
  }

  async attach(token: string, input: object): Promise<Json> {
    const asked = { idempotencyKey: uuidv7(), ...input };
    const { data, errors } = (await this.exports.app.as(token).ask(ATTACH, { input: asked })) as Json;
    return data?.attachDocument ?? errors;
  }

  async read(token: string, id: string): Promise<Json> {
    return ((await this.exports.app.as(token).ask(READ, { id })) as Json).data?.node;
  }

  async list(token: string, after: string | null = null): Promise<Json> {
    return ((await this.exports.app.as(token).ask(LIST, { after })) as Json).data?.auditPackets;
  }

  /** Starts a packet and waits for its end. */
  async done(token: string, input: object): Promise<Json> {
    const { auditPacket, userErrors } = await this.start(token, input);
    if (!auditPacket) throw new Error(JSON.stringify(userErrors));
    return until('the end of a packet', async () => {
      const now = await this.read(token, auditPacket.id);
      return ['DONE', 'FAILED'].includes(now.operation.state) ? now : null;
    });
  }

  /** The files of its ZIP by name. */
  async files(token: string, packet: Json): Promise<Record<string, Buffer>> {
    const zip = unzipSync(await this.exports.download(token, { blob: packet.zip }));
    return Object.fromEntries(Object.entries(zip).map(([name, bytes]) => [name, Buffer.from(bytes)]));
  }
}
