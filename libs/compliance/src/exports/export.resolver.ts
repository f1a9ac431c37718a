import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Actor,
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  rowsToFetch,
  type Page,
  type Payload,
} from '#platform';
import { ExportService } from './export.service.js';
import { exportTyped } from './export-typed.js';
import { ExportConnection, ExportType, StartExportPayload } from './export.types.js';
import { StartExportInput } from './start-export.input.js';

@Resolver(() => ExportType)
export class ExportResolver {
  constructor(private readonly service: ExportService) {}

  @Query(() => ExportConnection, { description: 'The exports of the agency, newest first, those without a file too.' })
  @Allow('export:read', 'AGENCY')
  async exports(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<ExportType>> {
    const [before] = decodeCursor(page.after, ['uuid']) ?? [null];
    const rows = await this.service.list(actor, { before: before as string | null, limit: rowsToFetch(page) });
    return connectionFrom(rows, page, ({ row }) => [row.id], exportTyped);
  }

  @Mutation(() => StartExportPayload, {
    description: 'Starts to write a file for a state board or for an officer’s file. It changes nothing else.',
  })
  @Allow('export:write', 'AGENCY')
  startExport(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to export.' }) input: StartExportInput,
  ): Promise<Payload<StartExportPayload>> {
    return payload(async () => {
      const id = await this.service.start(actor, {
        kind: input.kind,
        format: input.format,
        layout: input.layout ?? 'GENERIC',
        boardIdSystem: input.boardIdSystem ?? 'board',
        mandateCode: input.mandateCode ?? null,
        presentationIds: uuidsOf('Presentation', input.presentationIds, 'input.presentationIds'),
        memberIds: uuidsOf('Member', input.memberIds, 'input.memberIds'),
        orgUnitId: input.orgUnitId == null ? null : fromGlobalId('OrgUnit', input.orgUnitId, 'input.orgUnitId'),
        from: input.from ?? null,
        to: input.to ?? null,
        asOf: input.asOf ?? null,
        allowProblems: input.allowProblems ?? false,
        byteOrderMark: input.byteOrderMark ?? true,
        idempotencyKey: input.idempotencyKey,
      });
      return { export: await this.load(actor, id) };
    });
  }

  @LoadsNode('Export')
  async load(actor: Actor, id: string): Promise<ExportType | null> {
    const started = await this.service.byId(actor, id);
    return started && exportTyped(started);
  }
}

const uuidsOf = (type: string, ids: readonly string[] | null | undefined, field: string): string[] | null =>
  ids == null ? null : ids.map((id, at) => fromGlobalId(type, id, `${field}[${at}]`));
