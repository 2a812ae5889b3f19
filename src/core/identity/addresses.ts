import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { adoptMail } from '#core/mail/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { isEmail } from '#core/text/index.ts';
import { accountAddress } from './tables.ts';

export interface AccountAddress {
	address: string;
	verifiedAt: number | null;
	primary: boolean;
}

/**
 * An address as it is stored: trimmed, in lower case.
 * @throws Refusal `invalid` at `path` when it is none
 */
export function readAddress(text: string, path = 'address'): string {
	const address = text.normalize('NFKC').trim().toLowerCase();
	if (address === '') throw invalid([{ path, code: 'address-missing' }]);
	if (!isEmail(address)) throw invalid([{ path, code: 'address-bad' }]);
	return address;
}

/** Whose address it is, or undefined. */
export async function personAtAddress(ctx: Context, address: string): Promise<string | undefined> {
	const [row] = await ctx.db
		.select({ personId: accountAddress.personId })
		.from(accountAddress)
		.where(eq(accountAddress.address, address));
	return row?.personId;
}

/** A person's addresses, the primary one first. */
export async function addressesOf(ctx: Context, personId: string): Promise<AccountAddress[]> {
	return ctx.db
		.select({
			address: accountAddress.address,
			verifiedAt: accountAddress.verifiedAt,
			primary: accountAddress.primary,
		})
		.from(accountAddress)
		.where(eq(accountAddress.personId, personId))
		.orderBy(desc(accountAddress.primary), asc(accountAddress.address));
}

/** Where mail for a person goes, or undefined. */
export async function mailAddressOf(ctx: Context, personId: string): Promise<string | undefined> {
	const [first] = await addressesOf(ctx, personId);
	return first?.address;
}

/** Where mail for each of these people goes; who has no address is absent. One query. */
export async function mailAddressesOf(ctx: Context, people: readonly string[]): Promise<Map<string, string>> {
	if (people.length === 0) return new Map();
	const rows = await ctx.db
		.select({ personId: accountAddress.personId, address: accountAddress.address })
		.from(accountAddress)
		.where(inArray(accountAddress.personId, [...new Set(people)]))
		.orderBy(asc(accountAddress.primary), desc(accountAddress.address));
	// The primary one last, so that it wins.
	return new Map(rows.map(({ personId, address }) => [personId, address]));
}

/**
 * Gives a person an address that nobody has; his first one becomes primary. When another transaction was faster, or
 * the address is taken, nothing changes.
 * @returns whose address it is now
 */
export async function attachAddress(
	ctx: Context,
	personId: string,
	address: string,
	options: { verified: boolean },
): Promise<string> {
	const now = ctx.clock.process.now();
	await ctx.db
		.insert(accountAddress)
		.values({
			address,
			personId,
			verifiedAt: options.verified ? now : null,
			primary: sql`not exists (select 1 from account_address where person_id = ${personId} and "primary")` as never,
			addedAt: now,
		})
		.onConflictDoNothing();
	const owner = (await personAtAddress(ctx, address)) ?? personId;
	if (options.verified && owner === personId) await adoptMail(ctx, address, owner);
	return owner;
}

/**
 * Gives each of these people an address as his first one, where nobody has it yet; addresses as they are stored, each once.
 * Two statements.
 * @returns whose each address is now
 */
export async function attachAddresses(
	ctx: Context,
	wanted: readonly { personId: string; address: string }[],
): Promise<Map<string, string>> {
	if (wanted.length === 0) return new Map();
	const addedAt = ctx.clock.process.now();
	await ctx.db
		.insert(accountAddress)
		.values(
			wanted
				// In the order of addresses, so that two who attach some of the same wait for each other.
				.toSorted((a, b) => (a.address < b.address ? -1 : 1))
				.map(({ personId, address }) => ({ address, personId, verifiedAt: null, primary: true, addedAt })),
		)
		.onConflictDoNothing();
	return peopleAtAddresses(
		ctx,
		wanted.map(({ address }) => address),
	);
}

/** Whose these addresses are; one that nobody has is absent. One query. */
export async function peopleAtAddresses(ctx: Context, addresses: readonly string[]): Promise<Map<string, string>> {
	if (addresses.length === 0) return new Map();
	const rows = await ctx.db
		.select({ address: accountAddress.address, personId: accountAddress.personId })
		.from(accountAddress)
		.where(inArray(accountAddress.address, [...addresses]));
	return new Map(rows.map(({ address, personId }) => [address, personId]));
}

/** Notes that its person reads mail at an address; what was mailed there before is his from now on. */
export async function markVerified(ctx: Context, address: string): Promise<void> {
	const [row] = await ctx.db
		.update(accountAddress)
		.set({ verifiedAt: ctx.clock.process.now() })
		.where(eq(accountAddress.address, address))
		.returning({ personId: accountAddress.personId });
	if (row) await adoptMail(ctx, address, row.personId);
}

/** Sends mail to this one of the person's addresses from now on. The caller has checked that it is his and verified. */
export async function makePrimary(ctx: Context, personId: string, address: string): Promise<void> {
	await ctx.db
		.update(accountAddress)
		.set({ primary: sql`${accountAddress.address} = ${address}` as never })
		.where(eq(accountAddress.personId, personId));
}

/** Takes an address from a person. @returns whether he had it */
export async function detachAddress(ctx: Context, personId: string, address: string): Promise<boolean> {
	const gone = await ctx.db
		.delete(accountAddress)
		.where(and(eq(accountAddress.personId, personId), eq(accountAddress.address, address)))
		.returning({ address: accountAddress.address });
	return gone.length > 0;
}
