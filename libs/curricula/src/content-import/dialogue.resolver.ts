import { Parent, ResolveField, Resolver, Args } from '@nestjs/graphql';
import {
  Connection,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  LoadsNode,
  PageArgs,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
} from '#platform';
import { dialogueById } from './content-import.queries.js';
import { Dialogue, DialogueTurn } from './content-import.types.js';
import type { DialogueEntity } from './dialogue.entity.js';
import type { ImportedTurn } from './imported-item.js';

const DialogueTurnConnection = Connection(DialogueTurn);

@Resolver(() => Dialogue)
export class DialogueResolver {
  constructor(private readonly db: TenantDb) {}

  @ResolveField(() => DialogueTurnConnection, { description: 'Its turns, in the order of the dialogue.' })
  async turns(@CurrentActor() actor: Actor, @Parent() dialogue: Dialogue, @Args() page: PageArgs) {
    const after = (decodeCursor(page.after, ['number'])?.[0] ?? 0) as number;
    const row = await this.db.read(actor, (tx) => dialogueById(tx, actor.reach('curriculum:read'), dialogue.id));
    const rows = row
      ? turnsOf(row)
          .filter((turn) => turn.number > after)
          .slice(0, rowsToFetch(page))
      : [];
    return connectionFrom(rows, page, (turn) => [turn.number], turnType);
  }

  @LoadsNode('Dialogue')
  async loadDialogue(actor: Actor, uuid: string): Promise<Dialogue | null> {
    const row = await this.db.read(actor, (tx) => dialogueById(tx, actor.reach('curriculum:read'), uuid));
    return row ? dialogueType(row) : null;
  }
}

const turnsOf = (row: DialogueEntity): ImportedTurn[] => row.turns as ImportedTurn[];

const turnType = (turn: ImportedTurn): DialogueTurn => ({
  number: turn.number,
  speaker: turn.speaker,
  label: turn.label ?? null,
  startSeconds: turn.startSeconds ?? null,
  text: turn.text,
});

export const dialogueType = (row: DialogueEntity): Dialogue => ({
  id: row.id,
  importId: toGlobalId('ContentImport', row.importId),
  key: row.key,
  title: row.title,
  situation: row.situation,
  turnCount: turnsOf(row).length,
});
