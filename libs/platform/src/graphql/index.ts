export { Allow, allowanceOf, Public, PublicType, ReadScope, readScopeOf, type Allowance } from './allow.js';
export { Authenticator } from './authenticator.js';
export { Cost } from './cost.js';
export { badInput, type FieldProblem } from './bad-input.js';
export { createApi, type ApiOptions, type HttpConfiguration, type RunningApi } from './create-api.js';
export { decodeCursor, encodeCursor, type CursorKey, type CursorKeyKind } from './cursor.js';
export { objectTypesOf, rootTypesOf } from './declarations.js';
export { CurrentActor, type GraphqlContext } from './graphql-context.js';
export { enumOf } from './enum-of.js';
export { GraphqlModule } from './graphql.module.js';
export { payload, UserErrorCodeEnum, UserErrorsField, UserErrorType, type Payload } from './mutation-payload.js';
export { LoadsNode, Node, NodeRegistry, type NodeLoader } from './node.js';
export {
  Connection,
  connectionFrom,
  MOST_PER_PAGE,
  PageArgs,
  PageInfo,
  rowsToFetch,
  type Page,
  type PageEdge,
} from './paging.js';
export { buildSchema, printSorted, undescribed } from './print-schema.js';
export { DateTime, isLocalDate, LocalDate, parseInstant } from './scalars.js';
