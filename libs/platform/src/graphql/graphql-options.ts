import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyRequest } from 'fastify';
import { getVariableValues, Kind, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { MercuriusContext } from 'mercurius';
import type { TenantDb } from '../database/tenant-db.js';
import type { Logger } from '../logging/logger.js';
import type { Authenticator } from './authenticator.js';
import { assertEveryRootFieldDeclares, describeRootTypes } from './declarations.js';
import { documentRules, MOST_ERRORS, MOST_TOKENS } from './document-limits.js';
import { assertDocumentAllowed, operationNamed } from './document-scopes.js';
import { errorFormatter } from './error-format.js';
import { contextOf, type GraphqlContext } from './graphql-context.js';
import { answerMediaType, checkParameters, operationNameOf, requireJson } from './http-request.js';
import { BUILD_SCHEMA_OPTIONS } from './schema-options.js';

export interface GraphqlSettings {
  path: string;
  introspection: boolean;
}

type OperationContext = MercuriusContext & GraphqlContext;

/** How Mercurius is set up; each line that closes a hole says which. */
export function graphqlOptions(
  settings: GraphqlSettings,
  tenantDb: Pick<TenantDb, 'endOperation'>,
  logger: Logger,
  authenticator: () => Authenticator | null,
): MercuriusDriverConfig {
  return {
    driver: MercuriusDriver,
    path: settings.path,
    autoSchemaFile: true,
    buildSchemaOptions: BUILD_SCHEMA_OPTIONS,
    transformSchema: (schema) => {
      assertEveryRootFieldDeclares(schema);
      return describeRootTypes(schema);
    },
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    graphql: { parseOptions: { maxTokens: MOST_TOKENS }, validateOptions: { maxErrors: MOST_ERRORS } },
    validationRules: documentRules(settings.introspection),
    // Mercurius leaves too much of a socket unchecked: libs/platform/src/subscriptions serves them.
    subscription: false,
    // Always a function: a static object would be shared by all requests.
    context: (request: FastifyRequest) => contextOf(request, authenticator()),
    errorFormatter: errorFormatter(logger) as never,
    additionalRouteOptions: {
      // Mercurius's own schemas refuse `extensions: null` and turn the numbers of an error's path into text.
      schema: undefined,
      preParsing: requireJson,
      preValidation: checkParameters,
      onSend: answerMediaType,
      // The backstop: an operation that ends early never reaches onResolution.
      onResponse: async (request) => {
        const context = contexts.get(request);
        if (context) await tenantDb.endOperation(context.actor);
      },
    },
    hooks: {
      preExecution: (
        schema: GraphQLSchema,
        document: DocumentNode,
        mercurius: MercuriusContext,
        variables: Record<string, unknown> | undefined,
      ) => {
        const context = mercurius as OperationContext;
        contexts.set(context.reply.request, context);
        if (context.refusal) throw context.refusal;
        const operationName = operationNameOf(context.reply.request);
        assertDocumentAllowed(schema, document, operationName, context.actor);
        assertVariables(schema, operationNamed(document, operationName), variables ?? {});
        // Handing the document back keeps it from being compiled.
        return compilesWrongly(document) ? { document } : undefined;
      },
      onResolution: async (_execution: unknown, context: MercuriusContext) =>
        tenantDb.endOperation((context as OperationContext).actor),
    },
  };
}

/** Mercurius leaves this out for the request that compiles a query, and the compiled form says less about what is wrong. */
function assertVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: MOST_ERRORS,
  });
  if (errors) throw Object.assign(new Error('the variables do not fit the document'), { errors });
}

const contexts = new WeakMap<FastifyRequest, GraphqlContext>();

/**
 * Mercurius keeps one compiled operation a document, whatever operationName says, and the compiled form forgets the defaults
 * of variables.
 */
function compilesWrongly(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const defaulted = operations.some((one) => one.variableDefinitions?.some((variable) => variable.defaultValue));
  return operations.length > 1 || defaulted;
}
