import { eq } from 'drizzle-orm';
import { type Actor, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { attachAddress, markVerified, personAtAddress, readAddress } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import type { Profile } from '../profile.ts';
import { person } from './tables.ts';

export interface NewPerson extends Partial<Profile> {
	/** Invented, for a rehearsal. */
	sample?: boolean;
	/** Given by whoever imports; random otherwise. */
	id?: string;
}

/** Makes a record of a person. The caller has checked that there is none. @returns its id */
export async function createPerson(ctx: Context, actor: Actor, input: NewPerson = {}): Promise<string> {
	const id = input.id ?? newId();
	await createPeople(ctx, actor, [{ ...input, id }]);
	return id;
}

/** Makes records of people. The caller has checked that there are none. Two statements. */
export async function createPeople(
	ctx: Context,
	actor: Actor,
	list: readonly (NewPerson & { id: string })[],
): Promise<void> {
	if (list.length === 0) return;
	const now = ctx.clock.process.now();
	await ctx.db.insert(person).values(
		list.map((one) => ({
			id: one.id,
			names: one.names ?? {},
			preferredLanguage: one.preferredLanguage ?? null,
			zone: one.zone ?? null,
			titles: one.titles ?? { en: [], zh: [] },
			affiliations: one.affiliations ?? [],
			orcid: one.orcid ?? null,
			sample: one.sample ?? false,
			createdAt: now,
			changedAt: now,
		})),
	);
	await record(
		ctx,
		actor,
		...list.map(({ id }) => ({ action: 'create-person', subject: { type: 'person' as const, id } })),
	);
}

export interface ByAddress extends NewPerson {
	/** Whether it is proved just now that the person reads mail there. */
	verified?: boolean;
}

/**
 * The person at an address; a new record when nobody has it. Two at once end up with one person.
 * @throws Refusal `invalid` at `address`
 */
export async function findOrCreatePersonByAddress(
	ctx: Context,
	actor: Actor,
	address: string,
	input: ByAddress = {},
): Promise<{ personId: string; isNew: boolean }> {
	const clean = readAddress(address);
	return transaction(ctx, async (ctx) => {
		const known = await personAtAddress(ctx, clean);
		if (known) {
			if (input.verified) await markVerified(ctx, clean);
			return { personId: known, isNew: false };
		}
		const personId = newId();
		// The address first: whoever loses the race waits here and takes the winner's person.
		const owner = await attachAddress(ctx, personId, clean, { verified: input.verified ?? false });
		if (owner !== personId) return { personId: owner, isNew: false };
		await createPerson(ctx, actor, { ...input, id: personId });
		return { personId, isNew: true };
	});
}

/** Fills what a record does not say yet; what it says stays. */
export async function fillBlanks(
	ctx: Context,
	personId: string,
	from: Pick<NewPerson, 'names' | 'orcid'>,
): Promise<void> {
	const [row] = await ctx.db.select().from(person).where(eq(person.id, personId)).for('update');
	if (!row) return;
	const unnamed = Object.values(row.names).every((part) => !part);
	await ctx.db
		.update(person)
		.set({
			names: unnamed && from.names ? from.names : row.names,
			orcid: row.orcid ?? from.orcid ?? null,
			changedAt: ctx.clock.process.now(),
		})
		.where(eq(person.id, personId));
}

/** Who makes records when somebody signs in for the first time. */
export const frontDoor = system('sign-in');
