import { asc, inArray } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { personAtAddress, provedInWindow } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { Refusal, notFound } from '#core/refusal/index.ts';
import { person } from './tables.ts';

/**
 * The other record that a person has proved to be his: he is signed in as one, and has typed in this window, within the
 * last half hour, the code sent to an address of the other.
 */
export async function provedOther(
	ctx: Context,
	personId: string,
	window: string | undefined,
): Promise<{ personId: string; address: string } | undefined> {
	const address = await provedInWindow(ctx, window, personId);
	const other = address ? await personAtAddress(ctx, address) : undefined;
	return address && other && other !== personId ? { personId: other, address } : undefined;
}

export interface MergeInput {
	/** The record that goes; its id keeps pointing to the other. */
	from: string;
	/** The record that stays. */
	into: string;
	/** Secret of the window in which the person proved both; without it only an operator may merge. */
	window?: string | undefined;
}

/**
 * Makes one of two records of one person: everything that refers to him follows, sessions and relations too.
 * @param parts every part that holds something of persons (`src/app/person-data.ts`)
 * @throws Refusal `not-found`, `forbidden`, `conflict` `already-merged`
 */
export async function mergePeople(
	ctx: Context,
	actor: Actor,
	parts: readonly PersonData[],
	{ from, into, window }: MergeInput,
): Promise<void> {
	const proof = window ? await provedOther(ctx, into, window) : undefined;
	demand(ctx, actor, 'person.merge', { within: {}, owners: proof?.personId === from ? [into] : [] });
	if (from === into) throw new Refusal('conflict', 'already-merged');
	await transaction(ctx, async (ctx) => {
		const rows = await ctx.db
			.select({ id: person.id, mergedInto: person.mergedInto, erasedAt: person.erasedAt })
			.from(person)
			.where(inArray(person.id, [from, into]))
			.orderBy(asc(person.id))
			.for('update');
		if (rows.length < 2 || rows.some((row) => row.erasedAt !== null)) throw notFound();
		if (rows.some((row) => row.mergedInto !== null)) throw new Refusal('conflict', 'already-merged');
		for (const part of parts) await part.merge(ctx, from, into);
		await record(ctx, actor, { action: 'merge-people', subject: { type: 'person', id: into }, data: { from } });
	});
}
