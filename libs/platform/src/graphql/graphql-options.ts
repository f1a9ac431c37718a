import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyRequest } from 'fastify';
import {
  getVariableValues,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { MercuriusContext } from 'mercurius';
import type { AccessLog } from '../access-log/access-log.js';
import { RecordAnswers } from '../access-log/record-answer.js';
import type { TenantDb } from '../database/tenant-db.js';
import type { Logger } from '../logging/logger.js';
import type { Authenticator } from './authenticator.js';
import { Charges, type Charge, type CostLimits, type OperationCost } from './charge.js';
import { assertEveryRootFieldDeclares, describeRootTypes } from './declarations.js';
import { costPlan } from './document-cost.js';
import { documentRules, MOST_ERRORS, MOST_TOKENS } from './document-limits.js';
import { assertDocumentAllowed, operationNamed } from './document-scopes.js';
import { errorFormatter } from './error-format.js';
import { contextOf, type GraphqlContext } from './graphql-context.js';
import {
  answerMediaType,
  checkParameters,
  operationNameOf,
  refuseOtherSites,
  requireJson,
  variablesOf,
} from './http-request.js';
import { hideUuids } from './opaque-ids.js';
import { noteOperation } from './operation-outcome.js';
import { readPlainFieldsInLine } from './plain-fields.js';
import { watchOperation } from './operation-deadline.js';
import { BUILD_SCHEMA_OPTIONS } from './schema-options.js';

export interface GraphqlSettings {
  path: string;
  introspection: boolean;
  cost: CostLimits;
  /** Milliseconds after which an operation is cut short. */
  deadlineMs: number;
}

/** An operation that runs. */
interface RunningOperation {
  charge: Charge;
  stopWatch: () => void;
  cost: () => OperationCost;
  reads: boolean;
}

type OperationContext = MercuriusContext & GraphqlContext & Partial<RunningOperation>;

/** How Mercurius is set up; each line that closes a hole says which. */
export function graphqlOptions(
  settings: GraphqlSettings,
  tenantDb: Pick<TenantDb, 'endOperation' | 'cancel'>,
  accessLog: AccessLog,
  logger: Logger,
  authenticator: () => Authenticator | null,
): MercuriusDriverConfig {
  const charges = new Charges(settings.cost);
  const record = new RecordAnswers(accessLog, logger);
  return {
    driver: MercuriusDriver,
    path: settings.path,
    autoSchemaFile: true,
    buildSchemaOptions: BUILD_SCHEMA_OPTIONS,
    transformSchema: (schema) => {
      assertEveryRootFieldDeclares(schema);
      return hideUuids(readPlainFieldsInLine(describeRootTypes(schema)));
    },
    jit: 1,
    graphiql: false,
    allowBatchedQueries: false,
    graphql: { parseOptions: { maxTokens: MOST_TOKENS }, validateOptions: { maxErrors: MOST_ERRORS } },
    validationRules: documentRules(settings.introspection),
    // Mercurius leaves too much of a socket unchecked: libs/platform/src/subscriptions serves them.
    subscription: false,
    // Always a function: a static object would be shared by all requests.
    context: async (request: FastifyRequest) => {
      const context = await contextOf(request, authenticator());
      record.by(request, context.actor);
      return context;
    },
    errorFormatter: errorFormatter(logger, settings.introspection) as never,
    additionalRouteOptions: {
      // Mercurius's own schemas refuse `extensions: null` and turn the numbers of an error's path into text.
      schema: undefined,
      preParsing: [refuseOtherSites, requireJson],
      preValidation: checkParameters,
      onSend: [(request, reply, body) => record.beforeItLeaves(request, reply, body), answerMediaType],
      // The backstop: an operation that ends early never reaches onResolution.
      onResponse: async (request) => {
        const context = contexts.get(request);
        if (!context) return;
        await tenantDb.endOperation(context.actor);
        context.stopWatch?.();
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
        const { actor, reply } = context;
        contexts.set(reply.request, context);
        const operationName = operationNameOf(reply.request);
        noteOperation(reply.request, document, operationName);
        record.for(reply.request, document, operationName);
        if (context.refusal) throw context.refusal;
        const operation = operationNamed(document, operationName);
        assertDocumentAllowed(schema, document, operationName, actor);
        const sent = variables ?? variablesOf(reply.request);
        const coerced = coercedVariables(schema, operation, sent);
        const charge = charges.of(actor, reply.request.ip, costPlan(schema, document, operationName), coerced);
        context.cost = () => charges.told(charge);
        charges.take(charge);
        context.charge = charge;
        context.reads = operation.operation === 'query';
        context.stopWatch = watchOperation(tenantDb, actor, reply, settings.deadlineMs, context.reads);
        // Handing the document back keeps it from being compiled.
        return compilesWrongly(document) ? { document, variables: sent } : { variables: sent };
      },
      onResolution: async (execution: Pick<ExecutionResult, 'extensions'> & { data?: unknown }, mercurius) => {
        const context = mercurius as OperationContext;
        await tenantDb.endOperation(context.actor);
        context.stopWatch?.();
        if (!context.charge) return;
        charges.settle(context.charge, execution.data);
        execution.extensions = { ...execution.extensions, cost: charges.told(context.charge) };
      },
    },
  };
}

/** Mercurius leaves this out for the request that compiles a query, and the compiled form says less about what is wrong. */
function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: MOST_ERRORS,
  });
  if (errors) throw Object.assign(new Error('the variables do not fit the document'), { errors });
  return coerced;
}

const contexts = new WeakMap<FastifyRequest, OperationContext>();

/**
 * Mercurius keeps one compiled operation a document, whatever operationName says, and the compiled form forgets the defaults
 * of variables.
 */
function compilesWrongly(document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const defaulted = operations.some((one) => one.variableDefinitions?.some((variable) => variable.defaultValue));
  return operations.length > 1 || defaulted;
}
