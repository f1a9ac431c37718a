import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';

/**
 * Hands what a resolver threw on to the error formatter. Nest would print it first, whole: a database error carries the
 * statement's parameters, and those are what people said.
 */
@Catch()
export class ResolverErrorsFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return error;
    super.catch(error, host);
    return undefined;
  }
}
