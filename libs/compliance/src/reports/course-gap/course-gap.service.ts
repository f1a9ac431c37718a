import { Injectable } from '@nestjs/common';
import { TenantDb, UserError, type Actor, type TenantTx } from '#platform';
import { plannedPresentations, traineesOnRosters, type PlannedPresentation } from '#trainees';
import { adoptionInForce, type AdoptedMandate } from '../../adoptions/adopted-mandates.queries.js';
import { checkDate } from '../../adoptions/adoption-policy.js';
import type { PlannedClass } from '../../evaluation/input.js';
import type { LocalDate } from '../../evaluation/local-date.js';
import { evaluationInput } from '../evaluation-input.js';
import { recordsOfMembers } from '../member-records.queries.js';
import type { ReportFilter } from '../report-filter.js';
import { reportMoment, type ReportMoment } from '../report-moment.js';
import { attended, type GapMember } from './class-coverage.js';
import { membersInNeed, type GapRow } from './course-gap.queries.js';
import { coverMembers, type GapClass } from './cover-members.js';
import type { SuggestedClass } from './suggest-classes.js';
import { wantedTraining, type WantedTraining } from './wanted-requirements.js';

/** Whom an answer looks at: beyond it, the most pressing. */
export const MOST_MEMBERS = 500;
/** How many planned classes an answer looks at: beyond it, the earliest. */
export const MOST_CLASSES = 20;

export interface AskedGap {
  filter: Omit<ReportFilter, 'mandateCodes'>;
  mandateCode: string;
  asOf: LocalDate | null;
  dueBy: LocalDate;
  requirementId: string | null;
  category: string | null;
}

/** A planned class with what it would do for the members who were looked at. */
export interface CoveringClass extends PlannedPresentation {
  fully: string[];
  partly: string[];
  onRoster: string[];
  /** How many more it takes; null when nobody said. */
  freeSeats: number | null;
}

export interface CourseGap {
  moment: ReportMoment;
  adoption: AdoptedMandate;
  wanted: WantedTraining;
  members: GapRow[];
  /** In the order in which they are held; empty for a caller who may not read presentations. */
  classes: CoveringClass[];
  moreClasses: boolean;
  suggested: SuggestedClass[];
  /** Members to whom nothing is missing once they sat in all that is suggested to them. */
  covered: string[];
}

/** Who needs which training by when, and which planned classes would give it to them. */
@Injectable()
export class CourseGapService {
  constructor(private readonly db: TenantDb) {}

  /**
   * @returns null when the agency has adopted no version of the mandate in force on the day
   * @throws UserError INVALID naming a day, or the requirement or category that the mandate does not have
   */
  gap(actor: Actor, asked: AskedGap): Promise<CourseGap | null> {
    checkDate(asked.dueBy, 'dueBy');
    return this.db.read(actor, async (tx) => {
      const moment = await reportMoment(tx, { asOf: asked.asOf, knownAt: null });
      if (asked.dueBy < moment.asOf) throw new UserError('INVALID', 'dueBy', 'dueBy must not be before asOf');
      const adoption = await adoptionInForce(tx, asked.mandateCode, moment.asOf);
      if (!adoption) return null;
      const wanted = wantedBy(adoption, asked);
      const filter = { ...asked.filter, mandateCodes: [asked.mandateCode] };
      const need = { requirementIds: wanted.requirementIds, dueBy: asked.dueBy, limit: MOST_MEMBERS };
      const members = await membersInNeed(tx, actor.reach('compliance:read'), filter, moment, need);
      const classes = actor.holds('presentation:read')
        ? await classesAhead(tx, actor, moment, asked.dueBy, wanted)
        : [];
      const found = { moment, adoption, wanted, members, moreClasses: classes.length > MOST_CLASSES };
      return { ...found, ...(await cover(tx, found, classes.slice(0, MOST_CLASSES))) };
    });
  }
}

function wantedBy(adoption: AdoptedMandate, { requirementId, category }: AskedGap): WantedTraining {
  if (requirementId !== null && category !== null) {
    throw new UserError('INVALID', 'category', 'category: name a requirement or a category, not both');
  }
  const wanted = wantedTraining(adoption.mandate, { requirementId, category });
  if (wanted) return wanted;
  if (requirementId !== null) {
    throw new UserError('INVALID', 'requirementId', 'requirementId: the mandate has no such requirement');
  }
  throw new UserError('INVALID', 'category', 'category: no requirement of the mandate counts it');
}

const classesAhead = (
  tx: TenantTx,
  actor: Actor,
  { asOf }: ReportMoment,
  dueBy: LocalDate,
  { categories, courseCodes }: WantedTraining,
): Promise<PlannedPresentation[]> =>
  plannedPresentations(tx, actor.reach('presentation:read'), {
    from: asOf,
    to: dueBy,
    categories,
    courseCodes,
    limit: MOST_CLASSES + 1,
  });

async function cover(
  tx: TenantTx,
  { moment, adoption, wanted, members }: Pick<CourseGap, 'moment' | 'adoption' | 'wanted' | 'members'>,
  classes: readonly PlannedPresentation[],
): Promise<Pick<CourseGap, 'classes' | 'suggested' | 'covered'>> {
  const memberIds = members.map((row) => row.memberId);
  const classIds = classes.map((one) => one.id);
  const rosters = await traineesOnRosters(tx, classIds, memberIds);
  const records = await recordsOfMembers(tx, memberIds, adoption.code, moment.asOf);
  const people = members.map(({ memberId, dueOn }): GapMember => {
    const own = records.get(memberId)!;
    const recorded = new Set(own.ledger.flatMap((row) => row.presentationId ?? []));
    return { id: memberId, dueOn, input: evaluationInput(own, moment.agency, adoption.policy), recorded };
  });
  const gapClasses = creditsOf(classes, moment, adoption).map((credit, index): GapClass => {
    const onRoster = rosters.filter((row) => row.presentationId === credit.id).map((row) => row.traineeId);
    return {
      id: credit.id,
      entry: attended(credit),
      onRoster: new Set(onRoster),
      freeSeats: freeSeatsOf(classes[index]!),
    };
  });
  const question = { mandate: adoption.mandate, asOf: moment.asOf, requirementIds: new Set(wanted.requirementIds) };
  const { reached, suggested, covered } = await coverMembers(question, people, gapClasses);
  return {
    suggested,
    covered,
    classes: classes.map((one, index) => ({
      ...one,
      ...reached[index]!,
      freeSeats: freeSeatsOf(one),
      onRoster: [...gapClasses[index]!.onRoster],
    })),
  };
}

const freeSeatsOf = ({ seats, rosterSize }: PlannedPresentation): number | null =>
  seats === null ? null : Math.max(0, seats - rosterSize);

/** What each class gives, as the evaluation reads planned classes. */
const creditsOf = (
  classes: readonly PlannedPresentation[],
  { agency }: ReportMoment,
  { policy }: AdoptedMandate,
): PlannedClass[] =>
  evaluationInput(
    {
      facts: [],
      ledger: [],
      exemptions: [],
      consequences: [],
      allocations: [],
      planned: classes.map((one) => ({ ...one, memberId: '', presentationId: one.id, date: one.endsOn })),
    },
    agency,
    policy,
  ).planned;
