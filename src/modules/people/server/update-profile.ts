import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { type Profile, type ProfileInput, readProfile } from '../profile.ts';
import { readPerson } from './read.ts';
import { person } from './tables.ts';

/**
 * Changes what a person says of himself.
 * @throws Refusal `invalid` with every wrong field; `not-found` for somebody else's
 */
export async function updateProfile(
	ctx: Context,
	actor: Actor,
	personId: string,
	input: ProfileInput,
): Promise<Profile> {
	demand(ctx, actor, 'person.correct-own', { within: {}, owners: [personId] });
	const read = readProfile(input);
	if ('problems' in read) throw invalid(read.problems);
	const { profile } = read;
	return transaction(ctx, async (ctx) => {
		const before = await readPerson(ctx, personId);
		const changed = (Object.keys(profile) as (keyof Profile)[]).filter(
			// The database tells the parts of a name in an order of its own.
			(field) => !isDeepStrictEqual(before[field], profile[field]),
		);
		if (changed.length === 0) return profile;
		await ctx.db
			.update(person)
			.set({ ...profile, changedAt: ctx.clock.process.now() })
			.where(eq(person.id, personId));
		await record(ctx, actor, {
			action: 'update-profile',
			subject: { type: 'person', id: personId },
			data: { fields: changed },
			personal: { personId, detail: Object.fromEntries(changed.map((field) => [field, before[field]])) },
		});
		// News show the people of the directory by the names that they have now.
		if (changed.includes('names')) await bumpRevision(ctx, 'news');
		return profile;
	});
}
