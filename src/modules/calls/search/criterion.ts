import type { Instant } from '#core/clock/index.ts';
import type { ApplicationState } from '../application-state.ts';
import type { ScoreColumn } from '../list-columns.ts';
import type { Effect } from '../stage.ts';

/*
 * What a search asks for, once its names and values are known: plain data that the server makes a condition of. Every
 * part that rests on an answer names the calls in which this person may read it, so that a turned-round search
 * (`-student:yes`) tells no more than the search itself.
 */

/** From, inclusive, until, exclusive; in what it compares. */
export interface Range<T> {
	from?: T;
	until?: T;
}

export type Criterion =
	| { all: Criterion[] }
	| { any: Criterion[] }
	| { not: Criterion }
	/** Lower-case words as they stand one after the other in title, people, affiliations or keywords. */
	| { words: string }
	| { number: number }
	| { calls: string[] }
	| { track: (string | null)[] }
	| { state: ApplicationState[] }
	| { determined: false | { outcomes: string[] } | { effects: Effect[] } }
	/** `first`: calls where an application that nobody has determined stands at it. */
	| { stage: string; calls: { id: string; first: boolean }[] }
	| { cohort: (string | null)[] }
	| { column: 'mode' | 'format' | 'language'; is: string[]; calls: string[] }
	| { student: boolean; calls: string[] }
	| {
			flag: 'entered' | 'minor' | 'follows' | 'message' | 'messages' | 'request' | 'request-expired' | 'appeal';
			is: boolean;
	  }
	| { count: 'number' | 'version'; range: Range<number> }
	| { time: 'submitted' | 'changed'; range: Range<Instant> }
	| { text: 'title' | 'people'; has: string; calls: string[] }
	/** What reviews come to; found among what this person may read of them. */
	| { scored: ScoreColumn; range: Range<number> }
	| { fact: string; calls: string[]; test: FactTest };

/** What an answer must be. */
export type FactTest =
	| { is: (string | number | boolean)[] }
	| { has: string }
	| { least?: number | string; above?: number | string; most?: number | string; below?: number | string }
	/** It was answered. */
	| { there: true };
