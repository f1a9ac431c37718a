import { createPrincipal, addPublicKey, readPublicKey, scopesOfRoles } from '#identity';
import { Actor, digestOf, type TenantDb } from '#platform';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { DeviceEntity, type DeviceState } from '../src/device.entity.js';

const pack = (path: string): string => readFileSync(new URL(`../../../packs/${path}`, import.meta.url), 'utf8');
const SCENARIO = pack('scenarios/traffic-stop.json');
const RUBRIC = pack('rubrics/core.json');

/** An agency with one trainee, a scenario and a rubric to pin, and an approved course with a presentation. */
export interface EdgeAgency {
  agencyId: string;
  adminId: string;
  traineeId: string;
  otherTraineeId: string;
  scenarioVersionId: string;
  rubricVersionId: string;
  presentationId: string;
  /** A new operation of the admin. */
  admin(): Actor;
}

export interface TestDevice {
  id: string;
  agencyId: string;
  key: CryptoKey;
  /** A new operation of the device. */
  actor(): Actor;
}

export async function edgeAgency(db: TenantDb): Promise<EdgeAgency> {
  const ids = { adminId: uuidv7(), traineeId: uuidv7(), otherTraineeId: uuidv7() };
  const [agencyId, scenarioVersionId, rubricVersionId, courseVersionId, presentationId] = Array.from(
    { length: 5 },
    () => uuidv7(),
  ) as [string, string, string, string, string];
  const admin = () =>
    new Actor({
      agencyId,
      principalId: ids.adminId,
      kind: 'MEMBER',
      scopes: scopesOfRoles(['AGENCY_ADMIN']),
      requestId: 'test',
    });
  await db.run(admin(), async (tx) => {
    await tx.query(
      `insert into agencies (agency_id, id, name, timezone, state_code) values ($1, $1, 'Brook County', 'America/New_York', 'GA')`,
      [agencyId],
    );
    for (const memberId of Object.values(ids)) {
      await createPrincipal(tx, { id: memberId, kind: 'MEMBER' });
      await tx.query(`insert into members (agency_id, id, given_name, family_name) values ($1, $2, 'Ada', 'Vale')`, [
        agencyId,
        memberId,
      ]);
    }
    const pinned = `insert into %s_versions (agency_id, id, %s_id, version, state, source, body, digest)
      values ($1, $2, $2, '1', 'PUBLISHED', 'LIBRARY', $3, $4)`;
    for (const [noun, id, body] of [
      ['scenario', scenarioVersionId, SCENARIO],
      ['rubric', rubricVersionId, RUBRIC],
    ] as const) {
      await tx.query(`insert into ${noun}s (agency_id, id, code, title) values ($1, $2, 'one', 'One')`, [agencyId, id]);
      await tx.query(pinned.replaceAll('%s', noun), [agencyId, id, body, digestOf(JSON.parse(body))]);
    }
    await tx.query(`insert into courses (agency_id, id, code, title) values ($1, $2, 'DE-101', 'De-escalation')`, [
      agencyId,
      courseVersionId,
    ]);
    await tx.query(
      `insert into course_versions (agency_id, id, course_id, version, state, board, control_number, hours, categories, course_code,
         delivery, proof_engine_kinds)
       values ($1, $2, $2, 1, 'APPROVED', 'GA-POST', 'GA-1', 4.5, '{DE_ESCALATION}', 'DE-101', 'CLASSROOM', '{SCRIPTED}')`,
      [agencyId, courseVersionId],
    );
    await tx.query(
      `insert into presentations (agency_id, id, course_version_id, instructor_id, starts_on, ends_on, location)
       values ($1, $2, $3, $4, '2026-01-05', '2030-01-05', 'Hall')`,
      [agencyId, presentationId, courseVersionId, ids.adminId],
    );
  });
  return { ...ids, agencyId, scenarioVersionId, rubricVersionId, presentationId, admin };
}

export async function addDevice(
  db: TenantDb,
  agency: EdgeAgency,
  state: DeviceState = 'ENROLLED',
  epoch = 1,
): Promise<TestDevice> {
  const { agencyId } = agency;
  const id = uuidv7();
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  await db.run(agency.admin(), async (tx) => {
    await createPrincipal(tx, { id, kind: 'DEVICE' });
    await addPublicKey(tx, id, await readPublicKey(await exportJWK(publicKey), 'key'));
    await tx.insert(DeviceEntity, { id, name: 'Headset', epoch, state, createdAt: new Date(), enrolledAt: new Date() });
  });
  const scopes = scopesOfRoles(['DEVICE']);
  const actor = () => new Actor({ agencyId, principalId: id, kind: 'DEVICE', scopes, requestId: 'test' });
  return { id, agencyId, key: privateKey, actor };
}

/** @returns the assignments' ids, oldest first */
export async function assignProof(
  db: TenantDb,
  agency: EdgeAgency,
  deviceId: string,
  count: number,
  traineeId = agency.traineeId,
): Promise<string[]> {
  const { agencyId, presentationId, scenarioVersionId, rubricVersionId, adminId } = agency;
  const ids = Array.from({ length: count }, () => uuidv7());
  await db.run(agency.admin(), async (tx) => {
    await tx.query(
      `insert into assignments (agency_id, id, trainee_id, presentation_id, scenario_version_id, rubric_version_id, mode, device_id, assigned_by)
       select $1, x, $3, $4, $5, $6, 'PROOF', $7, $8 from unnest($2::uuid[]) x`,
      [agencyId, ids, traineeId, presentationId, scenarioVersionId, rubricVersionId, deviceId, adminId],
    );
  });
  return ids;
}
