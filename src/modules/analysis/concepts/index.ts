import type { Concept } from './concept.ts';
import { elsewhereConcepts } from './elsewhere.ts';
import { governmentConcepts } from './government.ts';
import { marketConcepts } from './markets.ts';
import { securityConcepts } from './security.ts';
import { spaceConcepts } from './space.ts';

export type { Concept, Terms } from './concept.ts';

/** All concepts by key. A new one is a record here; a profile then gives it a weight. */
export const concepts: ReadonlyMap<string, Concept> = new Map(
	[...spaceConcepts, ...securityConcepts, ...marketConcepts, ...governmentConcepts, ...elsewhereConcepts].map(
		(concept) => [concept.key, concept],
	),
);
