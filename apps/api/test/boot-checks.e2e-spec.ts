import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Field, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Allow, buildSchema, Node, Public, PublicType, ReadScope, undescribed, UserErrorsField } from '#platform';
import { CohortModule, startSmallApi } from './small-api.js';

describe('the boot stops', () => {
  @ObjectType({ description: 'Undeclared.' })
  class Undeclared {
    @Field(() => String, { description: 'A name.' })
    name: string;
  }
  @ObjectType({ description: 'A payload.' })
  @PublicType()
  class StrictPayload {
    @Field(() => String, { description: 'A name.' })
    name: string;

    @UserErrorsField()
    userErrors: never[];
  }
  @ObjectType({ implements: () => [Node], description: 'A thing.' })
  @ReadScope('cohort:read')
  class Orphan extends Node {}

  @Resolver()
  class FieldWithoutScope {
    @Query(() => String, { description: 'Says something.' })
    forgotten(): string {
      return '';
    }
  }
  @Resolver()
  class TypeWithoutScope {
    @Query(() => Undeclared, { description: 'Says something.' })
    @Public()
    thing(): Undeclared {
      return { name: '' };
    }
  }
  @Resolver()
  class PayloadThatCannotFail {
    @Mutation(() => StrictPayload, { description: 'Does something.' })
    @Allow('cohort:write')
    change(): StrictPayload {
      return { name: '', userErrors: [] };
    }
  }
  @Resolver()
  class NodeWithoutLoader {
    @Query(() => Orphan, { description: 'Says something.' })
    @Allow('cohort:read')
    orphan(): Orphan {
      return { id: '' };
    }
  }

  const planted: [string, new () => object, RegExp][] = [
    ['a root field without a scope', FieldWithoutScope, /Query\.forgotten has neither @Allow/],
    ['a type without a read scope', TypeWithoutScope, /type Undeclared has neither @ReadScope/],
    ['a payload that could not carry a failure', PayloadThatCannotFail, /StrictPayload\.name must be nullable/],
    ['a type whose ids nobody can look up', NodeWithoutLoader, /no @LoadsNode method: Orphan/],
  ];
  it.each(planted)('for %s', async (_what, resolver, message) => {
    @Module({ providers: [resolver] })
    class Planted {}
    await expect(startSmallApi([Planted])).rejects.toThrow(message);
  });

  it('and an undescribed field is found', async () => {
    const schema = await buildSchema([CohortModule]);
    schema.getQueryType()!.getFields()['hello']!.description = undefined;
    expect(undescribed(schema)).toEqual(['Query.hello']);
  });
});
