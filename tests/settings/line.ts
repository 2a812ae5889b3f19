import type { Read } from './who-reads.ts';

/* One line of the table of settings. Nothing here ships. */

/** What shows a denial. */
export type Proof =
	/** A test elsewhere: its file, and its title as it stands there. */
	| { kind: 'test'; file: string; title: string }
	/** What the setting decides about is in the table of who reads what, asked at every door. */
	| { kind: 'reads'; reads: readonly Read[] }
	/** An answer beyond it is in the table of limits. */
	| { kind: 'limit' }
	/** It has a row among the acts that are refused. */
	| { kind: 'act' };

/** What the server denies under a value of a setting and what shows it, or why there is nothing to deny. */
export type Line = { denies: string; proof: Proof } | { nothing: string };

/** The lines of a part of the table: by setting, by value. */
export type Lines = Record<string, Record<string, Line>>;

/** It denies nothing: a word, a look, or what another line denies. */
export const nothing = (why: string): Line => ({ nothing: why });
export const shown = (denies: string, file: string, title: string): Line => ({
	denies,
	proof: { kind: 'test', file, title },
});
export const reads = (denies: string, ...what: Read[]): Line => ({ denies, proof: { kind: 'reads', reads: what } });
export const limit = (denies: string): Line => ({ denies, proof: { kind: 'limit' } });
export const act = (denies: string): Line => ({ denies, proof: { kind: 'act' } });

/** The same for each of these values. */
export function each(values: readonly string[], line: (value: string) => Line): Record<string, Line> {
	return Object.fromEntries(values.map((value) => [value, line(value)]));
}

/** What may be left out: with it, without it. */
export const optional = (given: Line, absent: Line) => ({ given, absent });
/** A figure, a time, a list of names. */
export const any = (line: Line) => ({ any: line });
