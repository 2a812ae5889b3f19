import { callsOfEdition, moveWindow, saveCallFromBundle } from '#modules/calls/server/index.ts';
import type { CallsDoor } from '#modules/editions/server/index.ts';

/** How editions reach the calls that their bundles hold, without the two modules knowing each other. */
export const callsDoor: CallsDoor = { save: saveCallFromBundle, read: callsOfEdition, moveWindow };
