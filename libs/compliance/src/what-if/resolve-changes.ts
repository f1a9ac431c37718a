import { approvedCourseVersion, courseVersionsByIds, type CourseVersionContent } from '#curricula';
import { fromGlobalId, notFound, UserError, type Actor, type TenantTx } from '#platform';
import { presentationsByIds } from '#trainees';
import { checkDate, policyFor } from '../adoptions/adoption-policy.js';
import { adoptableMandate } from '../adoptions/adoptable-mandate.js';
import type { LocalDate } from '../evaluation/local-date.js';
import { readMandate } from '../mandates/read-mandate-pack.js';
import { visibleMembers } from '../reports/members.queries.js';
import type {
  AddPresentationForecast,
  AdoptMandateForecast,
  ChangeFactForecast,
  ForecastChangeInput,
  MoveEnrolmentsForecast,
} from './forecast-change.inputs.js';
import type { AdoptionChange, ForecastChange, PlannedCredit } from './forecast-change.js';

/** What was asked for, checked against what the caller may see. */
export interface ResolvedChanges {
  changes: ForecastChange[];
  /** What the caller should know before they rely on the answer. */
  warnings: string[];
}

interface Asked {
  tx: TenantTx;
  actor: Actor;
  today: LocalDate;
  warnings: string[];
}

/** @throws UserError naming the field: INVALID, or NOT_FOUND for what the caller may not see */
export async function resolveChanges(
  tx: TenantTx,
  actor: Actor,
  inputs: readonly ForecastChangeInput[],
  today: LocalDate,
): Promise<ResolvedChanges> {
  const asked: Asked = { tx, actor, today, warnings: [] };
  const changes: ForecastChange[] = [];
  for (const [index, input] of inputs.entries()) {
    changes.push(...(await resolve(asked, input, `input.changes[${index}]`, index)));
  }
  return { changes, warnings: asked.warnings };
}

async function resolve(asked: Asked, input: ForecastChangeInput, at: string, index: number): Promise<ForecastChange[]> {
  const changes: ForecastChange[] = [];
  if (input.cancelPresentation) {
    const { presentationId } = input.cancelPresentation;
    const { id } = await plannedPresentation(asked, presentationId, `${at}.cancelPresentation.presentationId`);
    changes.push({ kind: 'CLASS_CANCELLED', presentationId: id });
  }
  if (input.movePresentation) {
    const { endsOn, presentationId } = input.movePresentation;
    const { id } = await plannedPresentation(asked, presentationId, `${at}.movePresentation.presentationId`);
    const day = ahead(asked, endsOn, `${at}.movePresentation.endsOn`);
    changes.push({ kind: 'CLASS_MOVED', presentationId: id, endsOn: day });
  }
  if (input.addPresentation) changes.push(await added(asked, input.addPresentation, `${at}.addPresentation`, index));
  if (input.moveEnrolments) changes.push(...(await moved(asked, input.moveEnrolments, `${at}.moveEnrolments`)));
  if (input.adoptMandate) changes.push(await adoption(asked, input.adoptMandate, `${at}.adoptMandate`));
  if (input.changeFact) changes.push(await fact(asked, input.changeFact, `${at}.changeFact`));
  if (changes.length === 0) throw new UserError('INVALID', at, `${at} must name a change`);
  return changes;
}

async function plannedPresentation({ tx, actor, today, warnings }: Asked, globalId: string, field: string) {
  const id = fromGlobalId('Presentation', globalId, field);
  const [presentation] = await presentationsByIds(tx, actor.reach('presentation:read'), [id]);
  if (!presentation) throw notFound(field, 'presentation');
  if (presentation.endsOn < today) {
    warnings.push(`${field}: the class ended on ${presentation.endsOn}; nothing is planned of it any more.`);
  }
  return presentation;
}

async function added(
  asked: Asked,
  input: AddPresentationForecast,
  field: string,
  index: number,
): Promise<ForecastChange> {
  const id = fromGlobalId('CourseVersion', input.courseVersionId, `${field}.courseVersionId`);
  const course = await approvedCourseVersion(asked.tx, id);
  if (!course) throw notFound(`${field}.courseVersionId`, 'approved course version');
  const endsOn = ahead(asked, input.endsOn, `${field}.endsOn`);
  const memberIds = await members(asked, input.traineeIds, `${field}.traineeIds`);
  // It has no id yet: one that no presentation has.
  return { kind: 'PUT_ON', planned: creditOf(course, `added ${index}`, endsOn), memberIds };
}

async function moved(asked: Asked, input: MoveEnrolmentsForecast, field: string): Promise<ForecastChange[]> {
  const { fromPresentationId: from = null, toPresentationId: to = null } = input;
  if (from === null && to === null) {
    throw new UserError('INVALID', field, `${field} needs fromPresentationId, toPresentationId or both`);
  }
  const memberIds = await members(asked, input.traineeIds, `${field}.traineeIds`);
  const changes: ForecastChange[] = [];
  if (from !== null) {
    const left = await plannedPresentation(asked, from, `${field}.fromPresentationId`);
    changes.push({ kind: 'TAKEN_OFF', presentationId: left.id, memberIds });
  }
  if (to !== null) {
    const joined = await plannedPresentation(asked, to, `${field}.toPresentationId`);
    const [course] = await courseVersionsByIds(asked.tx, [joined.courseVersionId]);
    if (memberIds.has(joined.instructorId)) {
      asked.warnings.push(`${field}: the instructor of a class cannot be on its roster.`);
    }
    changes.push({ kind: 'PUT_ON', planned: creditOf(course!, joined.id, joined.endsOn), memberIds });
  }
  return changes;
}

async function adoption({ tx }: Asked, input: AdoptMandateForecast, field: string): Promise<AdoptionChange> {
  const { code, version } = input;
  const pack = await adoptableMandate(tx, code, version);
  if (!pack) throw notFound(`${field}.code`, 'mandate of this code and version');
  const read = readMandate(pack.body);
  if ('problems' in read) throw new UserError('INVALID', `${field}.version`, 'this version cannot be read');
  const policy = policyFor(read.mandate, input.policy, `${field}.policy`);
  return { kind: 'ADOPTION', code, version, mandate: read.mandate, policy };
}

async function fact(asked: Asked, input: ChangeFactForecast, field: string): Promise<ForecastChange> {
  const { value = null, validFrom, validTo = null } = input;
  checkDate(validFrom, `${field}.validFrom`);
  if (validTo !== null) checkDate(validTo, `${field}.validTo`);
  if (validTo !== null && validTo < validFrom) {
    throw new UserError('INVALID', `${field}.validTo`, `${field}.validTo must not be before validFrom`);
  }
  const memberIds = await members(asked, input.memberIds, `${field}.memberIds`);
  const alongside = input.alongside ?? false;
  if (value === null && alongside) {
    throw new UserError('INVALID', `${field}.alongside`, 'a value is needed to stand alongside others');
  }
  return { kind: 'FACT', fact: input.fact, value, from: validFrom, to: validTo, alongside, memberIds };
}

async function members({ tx, actor }: Asked, globalIds: readonly string[], field: string): Promise<Set<string>> {
  const ids = globalIds.map((each, index) => fromGlobalId('Member', each, `${field}[${index}]`));
  const seen = new Set((await visibleMembers(tx, actor.reach('compliance:read'), ids)).map(({ id }) => id));
  const unseen = ids.findIndex((id) => !seen.has(id));
  if (unseen >= 0) throw notFound(`${field}[${unseen}]`, 'member');
  return seen;
}

/** A day on which something may still be planned. */
function ahead({ today }: Asked, day: LocalDate, field: string): LocalDate {
  checkDate(day, field);
  if (day < today) throw new UserError('INVALID', field, `${field} must not be before today, ${today}`);
  return day;
}

const creditOf = (course: CourseVersionContent, presentationId: string, date: LocalDate): PlannedCredit => ({
  presentationId,
  date,
  categories: course.categories,
  courseCode: course.courseCode,
  hours: Number(course.hours),
  delivery: course.delivery,
});
