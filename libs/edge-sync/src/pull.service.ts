import { Inject, Injectable } from '@nestjs/common';
import { rubricVersionsByIds, scenarioVersionsByIds } from '#curricula';
import { ISSUER, notFound, SigningKeys, TenantDb, type Actor } from '#platform';
import { assignmentsForDevice } from '#trainees';
import { deviceById } from './device.queries.js';
import { signTicket } from './protocol/ticket.js';

/** One assignment with all that is needed to play it offline. */
export interface PulledAssignment {
  assignmentId: string;
  traineeId: string;
  /** Signed by the server; each result must carry it. */
  ticket: string;
  scenarioDigest: string;
  /** The scenario version's body, as JSON. */
  scenario: string;
  rubricDigest: string;
  rubric: string;
}

@Injectable()
export class PullService {
  constructor(
    private readonly db: TenantDb,
    private readonly keys: SigningKeys,
    @Inject(ISSUER) private readonly issuer: string,
  ) {}

  /**
   * The device's own assignments, by id. Assignments commit out of order, so the last one held says nothing about what is new: a
   * device starts from the first page each time.
   * @param after the last assignment of the page before; null for the first page
   */
  async pull(actor: Actor, page: { after: string | null; limit: number }): Promise<PulledAssignment[]> {
    const signing = await this.keys.signingKey('TICKET');
    const reach = actor.reach('device:sync');
    const now = new Date();
    return this.db.read(actor, async (tx) => {
      const device = await deviceById(tx, reach, actor.principalId);
      if (!device || device.state !== 'ENROLLED') throw notFound(null, 'enrolled device');
      const all = await assignmentsForDevice(tx, device.id);
      const assignments = all.filter((one) => page.after === null || one.id > page.after).slice(0, page.limit);
      const scenarios = byId(
        await scenarioVersionsByIds(
          tx,
          assignments.map((one) => one.scenarioVersionId),
        ),
      );
      const rubrics = byId(
        await rubricVersionsByIds(
          tx,
          assignments.map((one) => one.rubricVersionId),
        ),
      );
      const pulled: PulledAssignment[] = [];
      for (const assignment of assignments) {
        const scenario = scenarios.get(assignment.scenarioVersionId);
        const rubric = rubrics.get(assignment.rubricVersionId);
        if (!scenario || !rubric) throw new Error(`the assignment ${assignment.id} has no scenario or rubric`);
        const ticket = await signTicket(
          {
            agency: tx.agencyId,
            device: device.id,
            assignment: assignment.id,
            trainee: assignment.traineeId,
            scenarioVersion: scenario.id,
            scenarioDigest: scenario.digest,
            rubricVersion: rubric.id,
            rubricDigest: rubric.digest,
          },
          now,
          signing,
          this.issuer,
        );
        pulled.push({
          assignmentId: assignment.id,
          traineeId: assignment.traineeId,
          ticket,
          scenarioDigest: scenario.digest,
          scenario: JSON.stringify(scenario.body),
          rubricDigest: rubric.digest,
          rubric: JSON.stringify(rubric.raw),
        });
      }
      return pulled;
    });
  }
}

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
