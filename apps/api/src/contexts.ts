import type { Type } from '@nestjs/common';
import { IdentityModule } from '#identity';

/** The contexts whose fields this API answers, in the order of libs/. */
export const CONTEXTS: Type[] = [IdentityModule];
