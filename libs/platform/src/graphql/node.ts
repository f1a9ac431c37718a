import { Injectable, SetMetadata, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Args, Field, GraphQLSchemaHost, ID, InterfaceType, Query, Resolver } from '@nestjs/graphql';
import { isInterfaceType } from 'graphql';
import type { Actor } from '../actor/actor.js';
import { forbidden, unauthenticated } from '../errors/errors.js';
import { parseGlobalId } from '../ids/global-id.js';
import { Public, readScopeOf } from './allow.js';
import { badInput } from './bad-input.js';
import { reachableTypes } from './declarations.js';
import { CurrentActor } from './graphql-context.js';

/** Finds one row for its actor; null for what is missing or not theirs, which must not differ. */
export type NodeLoader = (actor: Actor, uuid: string) => Promise<object | null>;

const LOADS = 'parley:loads-node';

/** What `node(id)` loaded, and as what: rows need not be instances of their GraphQL class. */
const loadedAs = new WeakMap<object, string>();

@InterfaceType('Node', {
  description: 'Anything with a global id.',
  resolveType: (value: object) => loadedAs.get(value),
})
export abstract class Node {
  @Field(() => ID, {
    description: 'Opaque global id; the same for as long as the thing exists.',
  })
  id: string;
}

/** On a method `(actor, uuid)` of a resolver: how `node(id)` finds things of this type. */
export const LoadsNode = (typeName: string): MethodDecorator => SetMetadata(LOADS, typeName);

/** The loaders of every context, by type name. */
@Injectable()
export class NodeRegistry implements OnModuleInit {
  private readonly loaders = new Map<string, NodeLoader>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly methods: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!metatype || instance === null || typeof instance !== 'object') continue;
      const prototype = Object.getPrototypeOf(instance) as object | null;
      for (const name of this.methods.getAllMethodNames(prototype)) {
        const method = (instance as Record<string, unknown>)[name];
        if (typeof method !== 'function') continue;
        const typeName = this.reflector.get<string | undefined>(LOADS, method as () => unknown);
        if (typeName !== undefined) this.register(typeName, method.bind(instance) as NodeLoader);
      }
    }
  }

  register(typeName: string, load: NodeLoader): void {
    if (this.loaders.has(typeName)) throw new Error(`two methods load ${typeName}: node(id) needs exactly one`);
    this.loaders.set(typeName, load);
  }

  loaderOf(typeName: string): NodeLoader | undefined {
    return this.loaders.get(typeName);
  }

  get typeNames(): string[] {
    return [...this.loaders.keys()];
  }
}

@Resolver(() => Node)
export class NodeResolver {
  constructor(
    private readonly registry: NodeRegistry,
    private readonly host: GraphQLSchemaHost,
  ) {}

  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its global id. Null for what does not exist and for what is not the caller’s to see.',
  })
  @Public()
  async node(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'A global id as the API gave it.' }) id: string,
  ): Promise<Node | null> {
    const parsed = parseGlobalId(id);
    const load = parsed ? this.registry.loaderOf(parsed.typeName) : undefined;
    if (!parsed || !load) throw badInput([{ field: 'id', message: 'id is not a global id' }]);
    this.assertMayRead(actor, parsed.typeName);
    const found = await load(actor, parsed.uuid);
    if (!found) return null;
    loadedAs.set(found, parsed.typeName);
    return found as Node;
  }

  /** The check of the document cannot know which type an id stands for. */
  private assertMayRead(actor: Actor, typeName: string): void {
    if (actor.kind === 'ANONYMOUS') throw unauthenticated();
    const type = this.host.schema.getType(typeName);
    const declared = type ? readScopeOf(type) : undefined;
    if (!declared?.scope) throw new Error(`${typeName} is loaded by node(id) and declares no read scope`);
    if (!actor.holds(declared.scope)) throw forbidden(declared.scope);
  }

  /** @throws Error naming types whose ids nobody could look up again; it stops the boot */
  onApplicationBootstrap(): void {
    const { schema } = this.host;
    const node = schema.getType('Node');
    if (!isInterfaceType(node)) return;
    const types = schema.getPossibleTypes(node).map((type) => type.name);
    // Only ids that a field hands out: the schema also holds types of contexts that this process merely imported.
    const handedOut = reachableTypes(schema);
    const missing = types.filter((name) => handedOut.has(name) && !this.registry.loaderOf(name));
    const unknown = this.registry.typeNames.filter((name) => !types.includes(name));
    if (missing.length > 0) throw new Error(`types with a global id but no @LoadsNode method: ${missing.join(', ')}`);
    if (unknown.length > 0) throw new Error(`@LoadsNode of types that are no Node: ${unknown.join(', ')}`);
  }
}
