import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultOf, LOGGER, type Logger } from '../logging/logger.js';
import { sendHttpFailure, statusOfFault } from './http-failure.js';

/**
 * Hands what a resolver threw on to the error formatter, and answers what failed outside GraphQL. Nest would print either first,
 * whole: a database error carries the statement's parameters, and those are what people said.
 */
@Catch()
export class ResolverErrorsFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const status = statusOfFault(error);
    if (status === 500) this.logger.error({ requestId: request.id, fault: faultOf(error) }, 'internal error');
    sendHttpFailure(http.getResponse<FastifyReply>(), request, status);
    return undefined;
  }
}
