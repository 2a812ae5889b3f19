import type { Lines } from './line.ts';
import { besideLines } from './lines/beside.ts';
import { attestationLines, callLines, fulfilmentLines } from './lines/call.ts';
import { fieldLines, windowLines } from './lines/field.ts';
import { stageLines } from './lines/stage.ts';

/**
 * Every setting of the call engine with each of its values: what the server denies under it and what shows that, or why it
 * denies nothing. `tests/rules/settings.test.ts` compares it with the schemas.
 */
export const settingsTable: Lines = {
	...callLines,
	...windowLines,
	...fieldLines,
	...stageLines,
	...attestationLines,
	...fulfilmentLines,
	...besideLines,
};
