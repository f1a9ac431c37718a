import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Actor, Allow, CurrentActor, fromGlobalId, payload, type Payload } from '#platform';
import { PresentationDocumentService } from './presentation-document.service.js';
import { AttachDocumentInput, AttachDocumentPayload } from './presentation-document.types.js';

@Resolver()
export class PresentationDocumentResolver {
  constructor(private readonly documents: PresentationDocumentService) {}

  @Mutation(() => AttachDocumentPayload, {
    description:
      'Attaches a document to a presentation, for the audit packets that are made of it from then on. It stays attached for good.',
  })
  @Allow('export:write', 'AGENCY')
  attachDocument(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The document.' }) input: AttachDocumentInput,
  ): Promise<Payload<AttachDocumentPayload>> {
    return payload(async () => ({
      documents: await this.documents.attach(actor, {
        presentationId: fromGlobalId('Presentation', input.presentationId, 'input.presentationId'),
        kind: input.kind,
        fileName: input.fileName,
        mediaType: input.mediaType,
        contentBase64: input.contentBase64,
        idempotencyKey: input.idempotencyKey,
      }),
    }));
  }
}
