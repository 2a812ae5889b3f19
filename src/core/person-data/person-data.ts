import type { Context } from '#core/context/index.ts';

/** A column that refers to a person: `session.person_id`, by the names in the database. */
export type PersonColumn = `${string}.${string}`;

/**
 * What one part of the platform holds of a person, and what becomes of it when he asks for it, turns out to be two
 * records, or wants to be forgotten. Each part has one; `src/app/person-data.ts` lists them all, and a test fails for a
 * column that none of them covers.
 */
export interface PersonData {
	/** How the part is called in the exported file: `addresses`, `applications` … */
	name: string;
	/** The columns that this part answers for. */
	columns: readonly PersonColumn[];
	/** All that is held of the person, as JSON, readable by himself; no secrets and nothing of others. */
	export(ctx: Context, personId: string): Promise<unknown>;
	/** Everything of `from` becomes `into`'s; afterwards no row refers to `from`. Part of the caller's transaction. */
	merge(ctx: Context, from: string, into: string): Promise<void>;
	/**
	 * Forgets the person: what must stay (a decision, a place in published proceedings) stays without what is personal.
	 * Part of the caller's transaction.
	 */
	erase(ctx: Context, personId: string): Promise<void>;
}
