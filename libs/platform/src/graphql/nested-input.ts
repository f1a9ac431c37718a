import { TypeMetadataStorage } from '@nestjs/graphql';
import { Type as TypeOf } from 'class-transformer';
import { ValidateNested } from 'class-validator';

const done = new WeakSet<object>();

/**
 * Makes class-validator look into every input within an input. Left to the person who adds a field, one forgotten decorator
 * would let a whole row through unchecked, silently.
 */
export function validateNestedInputs(): void {
  const inputTypes = [...TypeMetadataStorage.getInputTypesMetadata()];
  const classes = new Set<unknown>(inputTypes.map((type) => type.target));
  for (const { target, properties } of [...inputTypes, ...TypeMetadataStorage.getArgumentsMetadata()]) {
    if (done.has(target)) continue;
    done.add(target);
    for (const { name, typeFn, options } of properties ?? []) {
      const nested = typeFn() as () => unknown;
      if (!classes.has(nested)) continue;
      TypeOf(() => nested)(target.prototype as object, name);
      ValidateNested({ each: options.isArray === true })(target.prototype as object, name);
    }
  }
}
