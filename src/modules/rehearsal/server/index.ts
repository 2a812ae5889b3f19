/* The door of the module. */
import type { DueHandlers } from '#core/clock/index.ts';
import { arrive } from './arrive.ts';
import { arriveKind } from './plant.ts';

export { arriveKind, type Ground, plantWorld } from './plant.ts';

export const rehearsalDue: DueHandlers = { [arriveKind]: arrive };
