import { Injectable } from '@nestjs/common';
import { toGlobalId, type Actor } from '#platform';
import { loadersByActor } from '../loaders-by-actor.js';
import type { PresentationEntity } from './presentation.entity.js';
import { PresentationService } from './presentation.service.js';
import type { PresentationType } from './presentation.types.js';

/** A presentation as GraphQL shows one. */
export const presentationTyped = ({ agencyId: _, ...row }: PresentationEntity): PresentationType => ({
  ...row,
  courseVersionId: toGlobalId('CourseVersion', row.courseVersionId),
  instructorId: toGlobalId('Member', row.instructorId),
});

/** The presentations that a list names, in one query; null for those the actor may not see. */
@Injectable()
export class PresentationsLoader {
  private readonly loaders = loadersByActor<string, PresentationType>(
    async (actor, ids) => {
      const rows = await this.service.byIds(actor, ids);
      return new Map(rows.map((row) => [row.id, presentationTyped(row)]));
    },
    (id) => id,
  );

  constructor(private readonly service: PresentationService) {}

  presentation(actor: Actor, id: string): Promise<PresentationType | null> {
    return this.loaders(actor).load(id);
  }
}
