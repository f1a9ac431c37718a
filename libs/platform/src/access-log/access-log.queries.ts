import type { Actor } from '../actor/actor.js';
import type { TenantTx } from '../database/tenant-tx.js';
import type { MemberView } from './viewed.js';

/** A look that waits to be written. */
export interface WaitingView extends MemberView {
  viewerId: string;
  viewerKind: string;
  viewedAt: Date;
  requestId: string;
}

/** What a state auditor asked for, and what came of it. */
export interface Access {
  /** As the document names it, or null. */
  operationName: string | null;
  fields: readonly string[];
  outcome: string;
}

const MOST_FIELDS = 50;

/** The request and whom it showed, in one transaction. */
export async function addAccess(
  tx: TenantTx,
  actor: Actor,
  { operationName, fields, outcome }: Access,
  views: readonly MemberView[],
): Promise<void> {
  const membersSeen = new Set(views.map(({ memberId }) => memberId)).size;
  const [access] = await tx.query<{ id: string }>(
    `insert into auditor_accesses (agency_id, principal_id, operation_name, fields, outcome, members_seen, request_id)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      tx.agencyId,
      actor.principalId,
      operationName?.slice(0, 200) ?? null,
      fields.slice(0, MOST_FIELDS).map((field) => field.slice(0, 110)),
      outcome,
      membersSeen,
      actor.requestId,
    ],
  );
  if (views.length === 0) return;
  await tx.query(
    `insert into record_views (agency_id, member_id, viewer_id, viewer_kind, what, on_list, access_id, request_id)
     select $1, view.member_id, $2, $3, view.what, view.on_list, $4, $5
     from unnest($6::uuid[], $7::text[], $8::boolean[]) as view (member_id, what, on_list)`,
    [
      tx.agencyId,
      actor.principalId,
      actor.kind,
      access!.id,
      actor.requestId,
      views.map(({ memberId }) => memberId),
      views.map(({ what }) => what),
      views.map(({ onList }) => onList),
    ],
  );
}

/** Looks of members and service accounts. On a list somebody counts once a day; who is no member of the agency is left out. */
export async function addViews(tx: TenantTx, views: readonly WaitingView[]): Promise<void> {
  await tx.query(
    `insert into record_views (agency_id, member_id, viewer_id, viewer_kind, viewed_at, what, on_list, listed_on, request_id)
     select $1, view.member_id, view.viewer_id, view.viewer_kind, view.viewed_at, view.what, view.on_list,
       case when view.on_list then (view.viewed_at at time zone 'UTC')::date end, view.request_id
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::boolean[], $8::text[])
       as view (member_id, viewer_id, viewer_kind, viewed_at, what, on_list, request_id)
     join members m on m.agency_id = $1 and m.id = view.member_id
     on conflict (agency_id, viewer_id, member_id, what, listed_on) where listed_on is not null do nothing`,
    [
      tx.agencyId,
      views.map(({ memberId }) => memberId),
      views.map(({ viewerId }) => viewerId),
      views.map(({ viewerKind }) => viewerKind),
      views.map(({ viewedAt }) => viewedAt.toISOString()),
      views.map(({ what }) => what),
      views.map(({ onList }) => onList),
      views.map(({ requestId }) => requestId),
    ],
  );
}
