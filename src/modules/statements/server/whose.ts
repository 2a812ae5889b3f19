import { addressesOf } from '#core/identity/index.ts';
import type { Context } from '#core/context/index.ts';
import { canonicalAddress } from '../address.ts';

/*
 * Whose a signature is. Who typed a form says nothing of that: one types for a colleague, another for a stranger. It is
 * the account's alone whose owner has proved that he reads the mailbox.
 */

/**
 * The person to whose account a mailbox belongs, if that person has proved it; null for everybody else, and for nobody.
 * @param personId whoever is signed in, or was when the form was sent
 */
export async function provedOwner(
	ctx: Context,
	personId: string | null | undefined,
	address: string,
): Promise<string | null> {
	if (personId === null || personId === undefined) return null;
	const own = await addressesOf(ctx, personId);
	return own.some((one) => one.verifiedAt !== null && one.address === address) ? personId : null;
}

/** What a letter to an address says of whose it is: with it, the letter stands in that person's export. */
export async function ownerOfLetter(
	ctx: Context,
	personId: string | null,
	address: string,
): Promise<{ personId?: string }> {
	const owner = await provedOwner(ctx, personId, address);
	return owner === null ? {} : { personId: owner };
}

/** The addresses that a person has proved. */
export async function provedAddressesOf(ctx: Context, personId: string): Promise<string[]> {
	const own = await addressesOf(ctx, personId);
	return own.filter(({ verifiedAt }) => verifiedAt !== null).map(({ address }) => address);
}

/** The mailboxes that a person has proved, each by its one name. */
export async function provedKeysOf(ctx: Context, personId: string): Promise<string[]> {
	return [...new Set((await provedAddressesOf(ctx, personId)).map(canonicalAddress))];
}
