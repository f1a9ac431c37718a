import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
  type Payload,
} from '#platform';
import { versionsOfImport } from '../scenarios/scenario.queries.js';
import { scenarioVersionType } from '../scenarios/scenario.resolver.js';
import { ScenarioVersionConnection } from '../scenarios/scenario.types.js';
import type { ContentImportEntity } from './content-import.entity.js';
import { dialoguesOf, importById, listImports, rejectionById, rejectionsOf } from './content-import.queries.js';
import { ContentImportService } from './content-import.service.js';
import {
  ContentImport,
  ContentImportConnection,
  DialogueConnection,
  ImportContentInput,
  ImportContentPayload,
  ImportRejection,
  ImportRejectionConnection,
} from './content-import.types.js';
import { dialogueType } from './dialogue.resolver.js';

@Resolver(() => ContentImport)
export class ContentImportResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly imports: ContentImportService,
  ) {}

  @Query(() => ContentImport, {
    nullable: true,
    description: 'A content import; null when there is none with this id.',
  })
  @Allow('curriculum:read', 'AGENCY')
  contentImport(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Global id of a content import.' }) id: string,
  ): Promise<ContentImport | null> {
    return this.loadImport(actor, fromGlobalId('ContentImport', id, 'id'));
  }

  @Query(() => ContentImportConnection, { description: 'Content imports of the agency, newest first.' })
  @Allow('curriculum:read', 'AGENCY')
  async contentImports(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    const reach = actor.reach('curriculum:read');
    const before = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const rows = await this.db.read(actor, (tx) => listImports(tx, reach, { limit: rowsToFetch(page), before }));
    return connectionFrom(rows, page, (row) => [row.id], importType);
  }

  @Mutation(() => ImportContentPayload, {
    description:
      'Imports scenario material: scenarios become drafts. A bad row is rejected with its line; it stops nothing.',
  })
  @Allow('curriculum:write', 'AGENCY')
  importContent(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The file.' }) input: ImportContentInput,
  ): Promise<Payload<ImportContentPayload>> {
    return payload(async () => {
      const { importId } = await this.imports.import(actor, input);
      return { contentImport: await this.loadImport(actor, importId) };
    });
  }

  @ResolveField(() => ImportRejectionConnection, { description: 'What was not taken, in the order of the file.' })
  async rejections(@CurrentActor() actor: Actor, @Parent() parent: ContentImport, @Args() page: PageArgs) {
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) => rejectionsOf(tx, reach, parent.id, filePage(page)));
    return connectionFrom(
      rows,
      page,
      (row) => [row.id],
      (row): ImportRejection => row,
    );
  }

  @ResolveField(() => DialogueConnection, { description: 'The dialogues it brought, in the order of the file.' })
  async dialogues(@CurrentActor() actor: Actor, @Parent() parent: ContentImport, @Args() page: PageArgs) {
    const reach = actor.reach('curriculum:read');
    const rows = await this.db.read(actor, (tx) => dialoguesOf(tx, reach, parent.id, filePage(page)));
    return connectionFrom(rows, page, (row) => [row.id], dialogueType);
  }

  @ResolveField(() => ScenarioVersionConnection, {
    description:
      'The scenario versions it brought, last of the file first. What an earlier import brought is with that one.',
  })
  async scenarioVersions(@CurrentActor() actor: Actor, @Parent() parent: ContentImport, @Args() page: PageArgs) {
    const reach = actor.reach('curriculum:read');
    const before = filePage(page).after;
    const rows = await this.db.read(actor, (tx) =>
      versionsOfImport(tx, reach, parent.id, { limit: rowsToFetch(page), before }),
    );
    return connectionFrom(rows, page, (row) => [row.id], scenarioVersionType);
  }

  @LoadsNode('ContentImport')
  async loadImport(actor: Actor, uuid: string): Promise<ContentImport | null> {
    const row = await this.db.read(actor, (tx) => importById(tx, actor.reach('curriculum:read'), uuid));
    return row ? importType(row) : null;
  }

  @LoadsNode('ImportRejection')
  loadRejection(actor: Actor, uuid: string): Promise<ImportRejection | null> {
    return this.db.read(actor, (tx) => rejectionById(tx, actor.reach('curriculum:read'), uuid));
  }
}

const filePage = (page: PageArgs): { limit: number; after: string | null } => ({
  limit: rowsToFetch(page),
  after: (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null,
});

const importType = (row: ContentImportEntity): ContentImport => ({
  ...row,
  importedBy: toGlobalId('Member', row.importedBy),
});
