/* The door of the module. */
import type { DueHandlers } from '#core/clock/index.ts';
import { arrive } from './arrive.ts';
import { arriveKind } from './plant.ts';
import { sign, signKind } from './signatories.ts';

export { arriveKind, type Ground, plantWorld } from './plant.ts';
export { plantSignatories } from './signatories.ts';

export const rehearsalDue: DueHandlers = { [arriveKind]: arrive, [signKind]: sign };
