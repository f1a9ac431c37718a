import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Actor, Allow, Cost, CurrentActor, digestOf, fromGlobalId } from '#platform';
import { DebriefPrinter } from './debrief-printer.js';
import { DebriefService } from './debrief.service.js';
import { DebriefDocumentType, DebriefEditionEnum } from './debrief.types.js';
import type { DebriefEdition } from './description/debrief-document.js';
import { debriefHtml } from './html/debrief-html.js';

@Resolver(() => DebriefDocumentType)
export class DebriefResolver {
  constructor(
    private readonly debriefs: DebriefService,
    private readonly printer: DebriefPrinter,
  ) {}

  @Query(() => DebriefDocumentType, {
    nullable: true,
    description:
      'The printable debrief of a graded session: of the caller’s own practice, of their own proof session once it is decided, and of others’ for who may read proposals, but for a reviewer before their own review. Null where there is none that the caller may read.',
  })
  @Allow('score:read')
  // Reads every turn of the session.
  @Cost(50)
  async debrief(
    @CurrentActor() actor: Actor,
    @Args('sessionId', { type: () => ID, description: 'Global id of a scenario session.' }) sessionId: string,
    @Args('edition', {
      type: () => DebriefEditionEnum,
      nullable: true,
      description: 'Which edition; left out or null, the fullest that the caller may read.',
    })
    edition?: DebriefEdition | null,
  ): Promise<DebriefDocumentType | null> {
    const id = fromGlobalId('ScenarioSession', sessionId, 'sessionId');
    const document = await this.debriefs.debrief(actor, id, edition ?? null);
    if (!document) return null;
    const digest = digestOf(document);
    const fileName = `debrief-${document.playedOn}-${digest.slice(0, 12)}`;
    return { title: document.title, edition: document.edition, digest, fileName, document };
  }

  @ResolveField(() => String, {
    description:
      'One HTML file for screen and paper, up to about a megabyte: no scripts, and nothing fetched. It shows every script.',
  })
  @Cost(50)
  html(@Parent() { document, digest }: DebriefDocumentType): string {
    return debriefHtml(document, digest);
  }

  @ResolveField(() => String, {
    description:
      'The PDF in base64, up to about half a megabyte. Latin, Greek and Cyrillic letters are printed; others are described in brackets.',
  })
  // About a second of a processor, for which other callers wait.
  @Cost(1_000)
  async pdf(@Parent() { document, digest }: DebriefDocumentType): Promise<string> {
    return (await this.printer.print(document, digest)).toString('base64');
  }
}
