import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Which journeys come first, so that no processor is idle at the end and none waits at the beginning: those that make a
 * rehearsal of their own while that of the run is being made, then the longest. What is not named comes in the middle,
 * larger files first.
 */
const first = [
	'documentation',
	'installation',
	'standing-call',
	'statements',
	'thread',
	'public-pages',
	'review',
	'languages',
	'deadline',
	'editions',
	'drafts',
	'desk',
	'access-matrix',
	'newsroom',
	'sign-in',
];
/** Short ones fill what is left. */
const last = ['preview', 'crash', 'letters-crash', 'fulfilments', 'blind', 'early', 'kept', 'hostile'];

function place(spec: TestSpecification): number {
	const name = basename(spec.moduleId, '.test.ts');
	if (first.includes(name)) return first.indexOf(name) - first.length;
	return last.indexOf(name) + 1;
}

/** The order of the journeys, alike on every machine. */
export class JourneyOrder extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		return (await super.sort(files)).sort((a, b) => place(a) - place(b));
	}
}
