import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { Actor } from '../actor/actor.js';
import { noteFailure, outcomeOf } from '../graphql/operation-outcome.js';
import { faultOf, type Logger } from '../logging/logger.js';
import type { AccessLog } from './access-log.js';
import { askedFields } from './asked-fields.js';

interface Asked {
  actor: Actor;
  document: DocumentNode | null;
  operationName: string | null;
}

/** Puts each request of a state auditor on record before its answer leaves, refused ones too. */
export class RecordAnswers {
  private readonly asked = new WeakMap<FastifyRequest, Asked>();

  constructor(
    private readonly log: AccessLog,
    private readonly logger: Logger,
  ) {}

  /** Who asks, once it is known. */
  by(request: FastifyRequest, actor: Actor): void {
    if (actor.kind === 'STATE_AUDITOR') this.asked.set(request, { actor, document: null, operationName: null });
  }

  /** What they ask, once it was read. */
  for(request: FastifyRequest, document: DocumentNode, operationName: string | null): void {
    const asked = this.asked.get(request);
    if (asked) Object.assign(asked, { document, operationName });
  }

  /** @returns the body; another where the record could not be made: nobody from outside reads off the record */
  async beforeItLeaves(request: FastifyRequest, reply: FastifyReply, body: unknown): Promise<unknown> {
    const asked = this.asked.get(request);
    if (!asked) return body;
    this.asked.delete(request);
    const { actor, document, operationName } = asked;
    const what = document ? askedFields(document, operationName) : { operationName: null, fields: [] };
    try {
      await this.log.answered(actor, { ...what, outcome: outcomeOf(request).code });
      return body;
    } catch (error) {
      const requestId = request.id;
      this.logger.error({ requestId, fault: faultOf(error) }, "a state auditor's request could not be put on record");
      noteFailure(request, 'UNAVAILABLE');
      reply.code(503).removeHeader('content-length').header('retry-after', '1');
      const message = 'the request could not be put on record; try again';
      return JSON.stringify({ errors: [{ message, extensions: { code: 'UNAVAILABLE', requestId } }] });
    }
  }
}
