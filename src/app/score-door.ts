import type { ScoreDoor } from '#modules/calls/server/index.ts';
import { listScores } from '#modules/review/server/index.ts';

/** How lists of applications show what reviews come to, without calls knowing of reviews. */
export const scoreDoor: ScoreDoor = listScores;
