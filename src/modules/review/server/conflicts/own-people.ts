import { inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { accountAddress } from '#core/identity/tables.ts';
import type { PersonEntry } from '#modules/calls/answers.ts';
import { contentsOf, type StandingApplication } from '#modules/calls/server/index.ts';

/** The confirmed addresses of people, in lower case. One query. */
export async function addressesOf(ctx: Context, people: readonly string[]): Promise<Map<string, Set<string>>> {
	const rows = await ctx.db
		.select({ person: accountAddress.personId, address: accountAddress.address })
		.from(accountAddress)
		.where(inArray(accountAddress.personId, [...people]));
	const addresses = new Map<string, Set<string>>();
	for (const { person, address } of rows) {
		const own = addresses.get(person) ?? new Set();
		if (own.size === 0) addresses.set(person, own);
		own.add(address.toLowerCase());
	}
	return addresses;
}

/** The people whom nobody may ask to score this application: its applicant, those who write on it, those it names. */
export async function ownPeople(
	ctx: Context,
	standing: StandingApplication,
	addresses: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Set<string>> {
	const { application } = standing;
	const { form, answers } = await contentsOf(ctx, application);
	const named = new Set(
		form.fields
			.filter(({ kind }) => kind === 'person-list')
			.flatMap(({ id }) => (answers[id] as PersonEntry[] | undefined) ?? [])
			.map(({ email }) => email.trim().toLowerCase())
			.filter((email) => email !== ''),
	);
	const own = new Set([application.personId, ...application.members.map(({ person }) => person)]);
	for (const [person, held] of addresses) if ([...held].some((address) => named.has(address))) own.add(person);
	return own;
}
