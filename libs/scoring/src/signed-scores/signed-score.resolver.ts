import { Args, Query, Resolver } from '@nestjs/graphql';
import {
  AccessLog,
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Page,
} from '#platform';
import { listSignedScores, signedScoreById, type SignedScoreRow } from './signed-score.queries.js';
import { SignedScore, SignedScoreConnection, SignedScoresArgs } from './signed-score.types.js';

@Resolver(() => SignedScore)
export class SignedScoreResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly accessLog: AccessLog,
  ) {}

  @Query(() => SignedScoreConnection, {
    description: 'Official scores that the caller may see, in the order in which they were signed.',
  })
  @Allow('score:read')
  async signedScores(@CurrentActor() actor: Actor, @Args() page: SignedScoresArgs): Promise<Page<SignedScore>> {
    const reach = actor.reach('score:read');
    const traineeId = page.traineeId == null ? null : fromGlobalId('Member', page.traineeId, 'traineeId');
    const rows = await this.db.read(actor, (tx) =>
      listSignedScores(tx, reach, {
        limit: rowsToFetch(page),
        after: afterOf(page),
        traineeId,
        decidesAppeals: decides(actor),
      }),
    );
    const memberIds = rows.slice(0, page.first).map((row) => row.traineeId);
    this.accessLog.viewed(actor, { what: 'GRADE', memberIds, onList: traineeId === null });
    return connectionFrom(rows, page, (row) => [row.id], scoreTyped);
  }

  @LoadsNode('SignedScore')
  async load(actor: Actor, id: string): Promise<SignedScore | null> {
    const row = await this.db.read(actor, (tx) => signedScoreById(tx, actor.reach('score:read'), id, decides(actor)));
    if (row) this.accessLog.viewed(actor, { what: 'GRADE', memberIds: [row.traineeId], onList: false });
    return row && scoreTyped(row);
  }
}

const decides = (actor: Actor): boolean => actor.holds('appeal:decide');

const afterOf = (page: PageArgs): string | null => (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;

const scoreTyped = (row: SignedScoreRow): SignedScore => ({
  ...row,
  sessionId: toGlobalId('ScenarioSession', row.sessionId),
  traineeId: toGlobalId('Member', row.traineeId),
});
