import type { Type } from '@nestjs/common';

/** The contexts whose tasks this process runs, in the order of libs/. */
export const CONTEXTS: Type[] = [];
