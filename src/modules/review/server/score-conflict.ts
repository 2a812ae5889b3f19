import { Refusal } from '#core/refusal/index.ts';
import type { FieldChange } from '#modules/calls/readable.ts';

/** A review was saved elsewhere since this page began from it, and says something else. Nothing was overwritten. */
export class ScoreConflict extends Refusal {
	/** From what is stored to what was typed. */
	readonly changes: FieldChange[];
	/** The revision that is stored: saving again with it lets what was typed win. */
	readonly revision: number;

	constructor(changes: FieldChange[], revision: number) {
		super('conflict', 'score-changed');
		this.changes = changes;
		this.revision = revision;
	}
}
