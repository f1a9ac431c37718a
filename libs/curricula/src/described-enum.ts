import { registerEnumType } from '@nestjs/graphql';

/** A GraphQL enumeration whose every value is described. @returns the values by name */
export function describedEnum<Values extends string>(
  name: string,
  description: string,
  values: Record<Values, string>,
): Record<Values, Values> {
  const enumeration = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as Record<Values, Values>;
  const valuesMap = Object.fromEntries(
    Object.entries<string>(values).map(([value, text]) => [value, { description: text }]),
  );
  registerEnumType(enumeration, { name, description, valuesMap: valuesMap as never });
  return enumeration;
}
